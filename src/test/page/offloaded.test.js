import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from '../../main/resources/page/model.js';
import { isOffloaded, offloadedSentence } from '../../main/resources/page/offloaded.js';
import { START, tick } from './fixtures.js';

const NOW = START + 2600;

function call(number, started, finished, strategy = 'execute-blocking') {
  return { number, kind: 'sleep', strategy, thread: 'worker-1', started: START + started, finished: finished && START + finished };
}

/** A tick each 500 ms; the one that was due at 1500 came as late as is given. */
function ticks({ lateMs = 0 } = {}) {
  const model = new Model();
  for (let seq = 1; seq <= 5; seq++) {
    const late = seq === 3 ? lateMs : 0;
    model.take('tick', tick(seq, seq * 500 + late, { lateMs: late }));
  }
  return model;
}

test('a call off the loop is told with the ticks that came on time meanwhile', () => {
  assert.equal(
    offloadedSentence(ticks(), [call(3, 300, 2300)], NOW),
    'Job 3, sleep by execute-blocking, took 2.0 s off the loop. Meanwhile 4 of 4 ticks came on time.',
  );
  assert.match(offloadedSentence(ticks({ lateMs: 400 }), [call(3, 300, 2300)], NOW), /Meanwhile 3 of 4 ticks came on time\.$/);
});

test('of several calls the longest is told', () => {
  assert.equal(
    offloadedSentence(ticks(), [call(3, 300, 900), call(4, 300, 2300), call(5, 2300, null)], NOW),
    '2 calls ran off the loop. The longest, job 4, sleep by execute-blocking, took 2.0 s. Meanwhile 4 of 4 ticks came on time.',
  );
});

test('a call that still runs is told while none is over', () => {
  assert.equal(
    offloadedSentence(ticks(), [call(3, 2300, null)], NOW),
    'Job 3, sleep by execute-blocking, runs off the loop. The loop goes on.',
  );
});

test('only a call off the loop that would have been noticed on it is told', () => {
  assert.ok(isOffloaded(call(1, 2500, null), NOW));
  assert.ok(!isOffloaded(call(1, 2550, null), NOW));
  assert.ok(!isOffloaded(call(1, 300, 350), NOW));
  assert.ok(!isOffloaded(call(1, 300, 2300, 'event-loop'), NOW));
  assert.ok(!isOffloaded({ ...call(1, 0, null), started: null }, NOW));
});
