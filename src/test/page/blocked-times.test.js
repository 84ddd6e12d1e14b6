import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockedTimes } from '../../main/resources/page/blocked-times.js';

const NOW = 10_000;

function call(number, started, finished) {
  return { id: `job-${number}`, number, kind: 'sleep', strategy: 'event-loop', thread: 'loop-under-test', started, finished };
}

function report(number, start, end, cause = 'call', job = null) {
  return { number, start, end, cause, job, frames: [] };
}

function told(blocks, jobs) {
  return blockedTimes(blocks, jobs, NOW).map(({ key }) => key);
}

test('18 calls of 100 ms one after the other are 1.8 s, whatever was reported of them', () => {
  const calls = Array.from({ length: 18 }, (_, i) => call(i + 1, 100 * i, 100 * (i + 1)));
  const times = blockedTimes([report(1, 500, 600, 'call', calls[5])], calls, NOW);

  assert.equal(times.reduce((sum, { start, end }) => sum + end - start, 0), 1800);
  assert.ok(times.every(({ cause }) => cause === 'call'));
});

test('a call that a report blames is told once, by the report', () => {
  const one = call(1, 100, 300);

  assert.deepEqual(told([report(7, 100, 300, 'call', one)], [one]), ['block 7']);
  assert.deepEqual(told([report(7, 90, 900)], [one, call(2, 300, 880)]), ['block 7']);
});

test('a call during a pause of the machine is told beside it', () => {
  assert.deepEqual(told([report(7, 0, 500, 'machine')], [call(1, 100, 200)]), ['block 7', 'job 1']);
});

test('while a call holds the loop, it is what is told', () => {
  assert.deepEqual(told([report(7, 0, null, 'unknown')], [call(1, 5, null)]), ['job 1']);
  assert.deepEqual(told([report(7, 0, null, 'unknown')], []), ['block 7']);
});

test('a job elsewhere, or one that waits, blocks nothing', () => {
  const elsewhere = { ...call(1, 0, 100), strategy: 'virtual-thread', thread: 'virtual-1' };

  assert.deepEqual(told([], [elsewhere, call(2, null, null)]), []);
});

test('a block tells how much of it each cause made', () => {
  const parts = { call: 1600, gc: 0, machine: 400, unknown: 0 };

  assert.deepEqual(blockedTimes([{ ...report(7, 0, 2000), parts }], [], NOW)[0].parts, parts);
});

test('each report tells the calls that lie in it, in whatever order they are known', () => {
  const calls = [call(3, 900, 1000), call(1, 0, 200), call(4, 1500, 1700), call(2, 300, 500)];

  assert.deepEqual(told([report(8, 880, 1010), report(7, 290, 510)], calls), ['job 1', 'block 7', 'block 8', 'job 4']);
});
