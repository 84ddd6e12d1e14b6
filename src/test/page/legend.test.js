import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksOf } from '../../main/resources/page/legend.js';

const VIEW = { from: 0, to: 20_000, present: 19_000 };

function looks(jobs, times = []) {
  return [...looksOf(VIEW, jobs, times)].sort();
}

function job(state, rest = {}) {
  return { state, submitted: 0, started: 1, finished: 10, released: null, ...rest };
}

test('only ticks occur while nothing happens', () => {
  assert.deepEqual(looks([]), ['tick']);
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
