import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdict } from '../../main/resources/page/verdict.js';

const RUNNING = 'task is running';
const DONE = 'task is done';
const LINE = '>background task running';
const OFFLOADED = [RUNNING, LINE, LINE, LINE, LINE, DONE];
const BLOCKING = [RUNNING, DONE, LINE];

test('lines between running and done are what the article says, however many there are', () => {
  assert.deepEqual(verdict(OFFLOADED, OFFLOADED), {
    same: true,
    sentence: 'As the article says: 4 lines of the background between running and done.',
  });
  assert.equal(verdict(OFFLOADED, [RUNNING, LINE, DONE, LINE]).same, true);
});

test('a call that was not offloaded differs from one that was, and the other way round', () => {
  assert.deepEqual(verdict(OFFLOADED, BLOCKING), {
    same: false,
    sentence: 'Different: no line of the background between running and done, where the article has 4.',
  });
  assert.deepEqual(verdict(BLOCKING, OFFLOADED), {
    same: false,
    sentence: 'Different: 4 lines of the background between running and done, where the article has none.',
  });
  assert.equal(verdict(BLOCKING, BLOCKING).same, true);
});

test('another line of the task is named, and so is an output that ended early or late', () => {
  assert.equal(verdict([RUNNING, DONE, 'Got: 100'], [RUNNING, DONE, 'Got: 7']).sentence, 'Different: “Got: 7” came where the article has “Got: 100”.');
  assert.equal(verdict([RUNNING, DONE], [RUNNING]).sentence, 'Different: the output ended where the article has “task is done”.');
  assert.equal(verdict([RUNNING], [RUNNING, DONE]).sentence, 'Different: “task is done” came, which the article does not have.');
});

test('what varies from run to run makes no difference', () => {
  assert.equal(verdict([RUNNING, 'name=execute-blocking-0, daemon=false'], [RUNNING, 'name=execute-blocking-17, daemon=false']).same, true);
  assert.equal(verdict([RUNNING, 'name=execute-blocking-0, daemon=false'], [RUNNING, 'name=execute-blocking-0, daemon=true']).same, false);
  assert.equal(
    verdict(
      [`${LINE}, … ms late`, '…', RUNNING, `${LINE}, … ms late`, '…', DONE, 'idle: at most … ms late, … missed'],
      [`${LINE}, 0.1 ms late`, RUNNING, RUNNING, `${LINE}, 0.5 ms late`, DONE, `${LINE}, 0.1 ms late`, DONE, 'idle: at most 1.2 ms late, 0 missed'],
    ).same,
    true,
  );
});
