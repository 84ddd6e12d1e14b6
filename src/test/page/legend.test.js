import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksOf } from '../../main/resources/page/legend.js';
import { Ring } from '../../main/resources/page/ring.js';

const VIEW = { from: 0, to: 20_000, present: 19_000 };

function looks(jobs, times = [], ...rows) {
  const ticks = new Ring(100, 3);
  for (const row of rows) ticks.add(...row);
  return [...looksOf(VIEW, jobs, times, ticks)].sort();
}

function job(state, rest = {}) {
  return { state, submitted: 0, started: 1, finished: 10, released: null, ...rest };
}

test('only ticks occur while nothing happens', () => {
  assert.deepEqual(looks([]), ['tick']);
  assert.deepEqual(looks([], [], [1000, 2, 0], [2000, 1, 0]), ['tick']);
});

test('late and missed ticks occur where there are any in view', () => {
  assert.deepEqual(looks([], [], [1000, 300, 0]), ['late', 'tick']);
  assert.deepEqual(looks([], [], [1000, 1900, 3]), ['late', 'missed', 'tick']);
  assert.deepEqual(looks([], [], [25_000, 1900, 3]), ['tick']);
});

test('the states of the jobs in view occur, and a queue in which one waited', () => {
  assert.deepEqual(looks([job('failed'), job('running', { finished: null })]), ['failed', 'running', 'tick']);
  assert.deepEqual(looks([job('succeeded', { started: 5000 })]), ['queued', 'succeeded', 'tick']);
});

test('a thread that is held after the end of its job occurs', () => {
  assert.deepEqual(looks([job('timed-out', { released: Infinity })]), ['held', 'tick', 'timed-out']);
});

test('blocks and pauses of the machine occur apart', () => {
  assert.deepEqual(looks([], [{ cause: 'call' }, { cause: 'unknown' }]), ['hole', 'tick']);
  assert.deepEqual(looks([], [{ cause: 'machine' }]), ['pause', 'tick']);
});
