import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ring } from '../../main/resources/page/ring.js';

function ringOf(capacity, ...times) {
  const ring = new Ring(capacity, 2);
  for (const time of times) ring.add(time, 10 * time);
  return ring;
}

test('rows are read in the order in which they were added', () => {
  const ring = ringOf(4, 1, 2, 3);

  assert.equal(ring.length, 3);
  assert.deepEqual([0, 1, 2].map((i) => [ring.at(i), ring.at(i, 1)]), [[1, 10], [2, 20], [3, 30]]);
});

test('a full ring drops its oldest rows', () => {
  const ring = ringOf(3, 1, 2, 3, 4, 5);

  assert.equal(ring.length, 3);
  assert.deepEqual([0, 1, 2].map((i) => ring.at(i)), [3, 4, 5]);
});

test('the first row at a time or later is found', () => {
  const ring = ringOf(3, 1, 2, 4, 6, 6);

  assert.equal(ring.from(0), 0);
  assert.equal(ring.from(4), 0);
  assert.equal(ring.from(5), 1);
  assert.equal(ring.from(6), 1);
});

test('where no row is that late, the length is the answer', () => {
  assert.equal(ringOf(3, 1, 2).from(3), 2);
  assert.equal(ringOf(3).from(0), 0);
});

test('a cleared ring is empty and can be filled again', () => {
  const ring = ringOf(2, 1, 2, 3);
  ring.clear();
  assert.equal(ring.length, 0);

  ring.add(7, 70);
  assert.equal(ring.length, 1);
  assert.equal(ring.at(0, 1), 70);
});
