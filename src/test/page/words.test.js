import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blockSentence,
  blocksSoFar,
  causesOf,
  clock,
  count,
  culprit,
  duration,
  nameOf,
  several,
  size,
  ticksReceived,
} from '../../main/resources/page/words.js';

const ON_LOOP = { id: '019aba3c', number: 2, kind: 'sleep', strategy: 'event-loop' };
const BLOCK = { start: 0, end: 2000, cause: 'call', job: ON_LOOP };

test('a duration has the digits that matter', () => {
  const written = [0.004, 0.35, 0.994, 0.999, 1.04, 9.94, 9.96, 12.4, 999.4, 999.6, 2000, 99_900, 100_000, 1_200_000].map(duration);

  assert.deepEqual(written, [
    '0.00 ms', '0.35 ms', '0.99 ms', '1.0 ms', '1.0 ms', '9.9 ms', '10 ms', '12 ms', '999 ms', '1.0 s',
    '2.0 s', '99.9 s', '2 min', '20 min',
  ]);
});

test('what is not known is a dash', () => {
  assert.equal(duration(null), '–');
  assert.equal(duration(undefined), '–');
  assert.equal(size(null), '–');
});

test('bytes are written in decimal units', () => {
  assert.deepEqual([0, 999, 1500, 24_000_000, 1_500_000_000].map(size), ['0 B', '999 B', '1.5 kB', '24 MB', '1.5 GB']);
});

test('counts have their thousands grouped, and nouns their plural', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(several(1, 'job'), '1 job');
  assert.equal(several(0, 'job'), '0 jobs');
  assert.equal(several(2000, 'job'), '2,000 jobs');
});

test('a time of day has two digits for each part', () => {
  assert.equal(clock(new Date(2026, 10, 22, 4, 3, 7).getTime()), '04:03:07');
});

test('a job is named with the way in which it was called', () => {
  assert.equal(nameOf(ON_LOOP), 'job 2, sleep on the event loop');
  assert.equal(nameOf({ ...ON_LOOP, strategy: 'virtual-thread' }), 'job 2, sleep by virtual-thread');
});

test('a block is blamed on a call only if a call is its cause', () => {
  assert.equal(culprit({ ...BLOCK, cause: 'gc' }), 'garbage collection');
  assert.equal(culprit({ ...BLOCK, cause: 'machine' }), 'a pause of the machine');
  assert.equal(culprit({ ...BLOCK, cause: 'unknown' }), 'something unknown');
  assert.equal(culprit(BLOCK), 'job 2, sleep on the event loop');
  assert.equal(culprit({ ...BLOCK, job: null }), 'a call');
});

test('a sentence about a block says whether it is over and how often it happened', () => {
  assert.equal(blockSentence({ ...BLOCK, end: null }, '2.0 s'), 'The loop is blocked: job 2, sleep on the event loop');
  assert.equal(blockSentence(BLOCK, '2.0 s'), 'The loop was blocked for 2.0 s: job 2, sleep on the event loop');
  assert.equal(blockSentence(BLOCK, '2.0 s', 3), 'The loop was blocked 3 times, for up to 2.0 s: job 2, sleep on the event loop');
});

test('the blocks so far are counted, with the longest', () => {
  assert.equal(blocksSoFar([]), 'The loop has not been blocked yet');
  assert.equal(blocksSoFar([BLOCK]), 'The loop has been blocked once, for 2.0 s');
  assert.equal(blocksSoFar([{ ...BLOCK, end: 150 }, BLOCK]), 'The loop has been blocked 2 times, for up to 2.0 s');
});

test('calls that are too short to be a block are counted apart', () => {
  assert.equal(blocksSoFar([BLOCK], 1), 'The loop has been blocked once, for 2.0 s; 1 call on it took less than 100 ms');
  assert.equal(blocksSoFar([], 2), 'The loop has not been blocked yet; 2 calls on it took less than 100 ms');
});

test("the machine's pauses are counted apart", () => {
  const pause = { start: 0, end: 400, cause: 'machine', job: null };

  assert.equal(blocksSoFar([pause]), 'The loop has not been blocked yet; the machine paused once, for 400 ms');
  assert.equal(
    blocksSoFar([pause, BLOCK, { ...pause, end: 500 }]),
    'The loop has been blocked once, for 2.0 s; the machine paused 2 times, for up to 500 ms',
  );
  assert.equal(blockSentence(pause, '400 ms'), 'The machine paused for 400 ms');
  assert.equal(blockSentence({ ...pause, end: null }, '400 ms'), 'The machine has paused');
});

test('a block of several causes is split among them, the largest first', () => {
  const split = { ...BLOCK, parts: { call: 1600, gc: 0, machine: 379, unknown: 3 } };
  const causes = '1.6 s by job 2, sleep on the event loop; 379 ms by a pause of the machine';

  assert.equal(causesOf(split), causes);
  assert.equal(blockSentence(split, '2.0 s'), `The loop was blocked for 2.0 s: ${causes}`);
  assert.match(blockSentence({ ...split, cause: 'machine', parts: { ...split.parts, machine: 1700 } }, '3.3 s'), /^The loop was blocked for 3\.3 s: 1\.7 s by a pause/);
});

test('a cause that made all of a block but a moment is named alone', () => {
  assert.equal(causesOf({ ...BLOCK, parts: { call: 100, gc: 0, machine: 2, unknown: 0 } }), 'job 2, sleep on the event loop');
  assert.equal(causesOf({ cause: 'unknown', job: null, parts: { call: 0, gc: 0, machine: 0, unknown: 300 } }), 'something unknown');
});

test('the line about received ticks is empty until there is one', () => {
  assert.equal(ticksReceived({ first: 0, last: 0, missing: 0 }), '');
  assert.equal(ticksReceived({ first: 1, last: 1240, missing: 0 }), 'Ticks 1 to 1,240 received, none lost');
  assert.equal(ticksReceived({ first: 7, last: 90, missing: 12 }), 'Ticks 7 to 90 received, 12 lost');
});
