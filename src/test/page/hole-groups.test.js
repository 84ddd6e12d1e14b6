import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holeGroups } from '../../main/resources/page/hole-groups.js';

/** One pixel for each ms; the lanes begin at 100. */
const VIEW = { from: 100, to: 1000, present: 950, left: 100, width: 1000 };
const LEAST = 24;

function place(...times) {
  const blocks = times.map(([start, end], i) => ({ number: i + 1, start, end }));
  return holeGroups(blocks, VIEW, (time) => time).map(({ blocks: group, left, right }) => [
    group.map(({ number }) => number),
    left,
    right,
  ]);
}

test('a block stands where it began and ended', () => {
  assert.deepEqual(place([200, 300]), [[[1], 200, 300]]);
});

test('a block that lasts reaches to the present', () => {
  assert.deepEqual(place([900, null]), [[[1], 900, 950]]);
});

test('a block that began after the present, by a clock that is off, has a place', () => {
  assert.deepEqual(place([960, null]), [[[1], 960, 960 + LEAST]]);
});

test('what is cut off by an edge ends there', () => {
  assert.deepEqual(place([50, 200], [900, 1200]), [[[1], 100, 200], [[2], 900, 1000]]);
});

test('what is out of view has no place', () => {
  assert.deepEqual(place([10, 90], [1000, 1100]), []);
});

test('a narrow block is wide enough to be pressed', () => {
  assert.deepEqual(place([200, 203]), [[[1], 200, 200 + LEAST]]);
});

test('narrow blocks close together share a place', () => {
  assert.deepEqual(place([200, 203], [210, 212], [220, 240]), [[[1, 2, 3], 200, 240]]);
});

test('narrow blocks far apart do not', () => {
  assert.deepEqual(place([200, 203], [300, 303]).map(([numbers]) => numbers), [[1], [2]]);
});

test('wide blocks that touch stay apart', () => {
  assert.deepEqual(place([200, 300], [300, 400]), [[[1], 200, 300], [[2], 300, 400]]);
});

test('a narrow block joins a wide one that it touches', () => {
  assert.deepEqual(place([200, 300], [301, 305]).map(([numbers]) => numbers), [[1, 2]]);
});
