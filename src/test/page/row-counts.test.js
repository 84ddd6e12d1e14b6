import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowCounts } from '../../main/resources/page/row-counts.js';

const NAMES = ['execute-blocking', 'virtual-thread'];

function jobsIn(...rows) {
  return rows.map((row) => ({ strategy: 'execute-blocking', row }));
}

test('a lane has as many rows as its jobs reach down', () => {
  const rows = new RowCounts().count(NAMES, jobsIn(0, 4, 2), 0);

  assert.deepEqual([...rows], [['execute-blocking', 5], ['virtual-thread', 0]]);
});

test('a job that has no row needs none', () => {
  assert.equal(new RowCounts().count(NAMES, jobsIn(-1), 0).get('execute-blocking'), 0);
});

test('a lane grows at once, and shrinks when it has needed less for a while', () => {
  const counts = new RowCounts();
  const after = (ms, ...rows) => counts.count(NAMES, jobsIn(...rows), ms).get('execute-blocking');

  assert.equal(after(0, 0), 1);
  assert.equal(after(10, 0, 1, 2), 3);
  assert.equal(after(5000, 0), 3);
  assert.equal(after(5100, 0), 1);
});

test('a lane that is needed again does not shrink', () => {
  const counts = new RowCounts();
  const after = (ms, ...rows) => counts.count(NAMES, jobsIn(...rows), ms).get('execute-blocking');

  after(0, 2);
  after(4000, 2);
  assert.equal(after(6000, 0), 3);
});
