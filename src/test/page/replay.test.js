import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { isReplay, read, write } from '../../main/resources/page/replay.js';

const PANELS = [false, true].map((offloaded) => ({
  offloaded,
  span: 5000,
  call: [1300, 3302],
  ticks: Array.from({ length: 8 }, (_, i) => [500 * i, i === 3 ? 1800 : 0, i === 3 ? 3 : 0]),
  users: Array.from({ length: 50 }, (_, i) => [100 * i, offloaded ? 1 : 2000 - 37 * i]),
}));

/** A link with whatever numbers. */
function link(numbers) {
  return `#replay=${deflateSync(JSON.stringify(numbers)).toString('base64url')}`;
}

const GOOD = [5000, 1000, 3000, [[0, 0, 0]], [[0, 2]]];

test('a link gives back what it was made of', async () => {
  const fragment = await write(PANELS);

  assert.ok(isReplay(fragment));
  assert.match(fragment, /^#replay=[\w-]+$/);
  assert.ok(fragment.length < 1500, `${fragment.length} characters`);
  assert.deepEqual(await read(fragment), PANELS);
});

test('a link of a demonstration with a tick each millisecond gives back what it was made of', async () => {
  const ticks = Array.from({ length: 5000 }, (_, i) => [i, i % 3, i === 1300 ? 2000 : 0]);
  const panels = PANELS.map((panel) => ({ ...panel, ticks }));

  assert.deepEqual(await read(await write(panels)), panels);
});

test('another fragment is no such link', () => {
  assert.ok(!isReplay(''));
  assert.ok(!isReplay('#timeline'));
});

test('a link of another version is refused', async () => {
  await assert.rejects(read(link([2, GOOD, GOOD])), /another version/);
});

test('a link is refused if a character of it is lost', async () => {
  const fragment = await write(PANELS);

  for (const cut of [20, 100, fragment.length - 1]) {
    await assert.rejects(read(fragment.slice(0, cut)), /damaged or incomplete/, `cut at ${cut}`);
    await assert.rejects(read(fragment.slice(0, cut) + fragment.slice(cut + 1)), /damaged or incomplete/, `without ${cut}`);
  }
});

for (const [what, numbers] of Object.entries({
  'no list': { v: 1 },
  'one panel': [1, GOOD],
  'three panels': [1, GOOD, GOOD, GOOD],
  'a text for a number': [1, GOOD, ['5000', 1000, 3000, [], []]],
  'a fraction': [1, GOOD, [5000.5, 1000, 3000, [], []]],
  'a span of hours': [1, GOOD, [3_600_000, 1000, 3000, [], []]],
  'a call that ends before it begins': [1, GOOD, [5000, 3000, 1000, [], []]],
  'a call beyond the span': [1, GOOD, [5000, 3000, 9000, [], []]],
  'a tick without its numbers': [1, GOOD, [5000, 1000, 3000, [[1]], []]],
  'a million missed ticks': [1, GOOD, [5000, 1000, 3000, [[0, 0, 1_000_000], [1, 0, 0]], []]],
  'many ticks that missed many': [1, GOOD, [5000, 1000, 3000, Array(100).fill([0, 0, 400]), []]],
  'too many users': [1, GOOD, [5000, 1000, 3000, [], Array(6001).fill([0, 0])]],
  'a user who waited for less than nothing': [1, GOOD, [5000, 1000, 3000, [], [[0, -1]]]],
  'markup for users': [1, GOOD, [5000, 1000, 3000, [], '<img src=x>']],
  'null': null,
})) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(read(link(numbers)), /damaged or incomplete/);
  });
}

test('refused: what grows without bound', async () => {
  await assert.rejects(read(link([1, 'x'.repeat(2_000_000)])), /damaged or incomplete/);
  await assert.rejects(read(`#replay=${'A'.repeat(70_000)}`), /damaged or incomplete/);
  await assert.rejects(read('#replay='), /damaged or incomplete/);
  await assert.rejects(read('#replay=%3Cscript%3E'), /damaged or incomplete/);
});
