import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narration } from '../../main/resources/page/narrator.js';

const NOW = 100_000;

function block(number, start, end) {
  return { number, start, end, cause: 'call', job: { id: `019aba3c-${number}`, number, kind: 'sleep', strategy: 'event-loop' } };
}

test('a block that lasts is what is said', () => {
  const sentence = narration([block(1, NOW - 9000, NOW - 4000), block(2, NOW - 300, null)], NOW);

  assert.equal(sentence, 'The loop is blocked: job 2, sleep on the event loop.');
});

test('a block that is over is told with its length', () => {
  assert.equal(narration([block(1, NOW - 3000, NOW - 1000)], NOW), 'The loop was blocked for 2.0 s: job 1, sleep on the event loop.');
});

test('several blocks are one sentence about the longest', () => {
  const blocks = [block(1, NOW - 3000, NOW - 2800), block(2, NOW - 2500, NOW - 1000), block(3, NOW - 900, NOW - 700)];

  assert.equal(narration(blocks, NOW), 'The loop was blocked 3 times, for up to 1.5 s: job 2, sleep on the event loop.');
});

test('a pause of the machine is told only if nothing was blamed', () => {
  const pause = { ...block(2, NOW - 3000, NOW - 1000), cause: 'machine', job: null };

  assert.equal(narration([pause], NOW), 'The machine paused for 2.0 s.');
  assert.equal(
    narration([pause, block(1, NOW - 900, NOW - 700)], NOW),
    'The loop was blocked for 200 ms: job 1, sleep on the event loop.',
  );
});

test('what ended long ago is not told', () => {
  assert.equal(narration([block(1, NOW - 20_000, NOW - 16_000)], NOW), null);
  assert.equal(narration([], NOW), null);
});
