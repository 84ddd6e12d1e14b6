import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queue } from '../../main/resources/page/paint-jobs.js';
import { isShaded, ticks } from '../../main/resources/page/paint-loop.js';
import { xOf } from '../../main/resources/page/paint.js';
import { fitting } from '../../main/resources/page/pen.js';
import { Ring } from '../../main/resources/page/ring.js';

/** Every letter is 10 pixels wide. */
const PEN = { measureText: (text) => ({ width: 10 * text.length }) };
const VIEW = { from: 0, to: 1000, present: 900, left: 0, width: 100, height: 50 };
const LANES = { queue: { y: 0, height: 29 } };

/** The corners of the steps that are drawn for a queue, in pixels. */
function steps(...rows) {
  const ring = new Ring(100, 2);
  for (const row of rows) ring.add(...row);
  const corners = [];
  const pen = new Proxy({}, {
    get: (_, name) => (name === 'lineTo' || name === 'moveTo' ? (x, y) => corners.push([x, y]) : () => {}),
    set: () => true,
  });
  queue(pen, {}, { queue: ring }, LANES, VIEW, xOf(VIEW));
  return corners;
}

test('a time stands where its share of the span is', () => {
  const x = xOf({ from: 1000, to: 3000, left: 100, width: 500 });

  assert.deepEqual([1000, 2000, 3000].map(x), [100, 300, 500]);
});

test('a text that fits is not cut', () => {
  assert.equal(fitting(PEN, 'sleep', 50), 'sleep');
});

test('a text that does not fit ends in an ellipsis', () => {
  assert.equal(fitting(PEN, 'sleep · job 12', 60), 'sleep…');
});

test('where hardly a letter fits, there is no text', () => {
  assert.equal(fitting(PEN, 'sleep', 30), '');
});

test('an empty queue is not drawn', () => {
  assert.deepEqual(steps(), []);
  assert.deepEqual(steps([0, 0], [500, 0]), []);
});

test('a queue is drawn as steps up to the present', () => {
  const corners = steps([100, 5], [500, 0]);

  assert.equal(corners[0][0], 10);
  assert.ok(corners.some(([x]) => x === 50));
  assert.equal(corners.at(-1)[0], 90);
  const heights = new Set(corners.map(([, y]) => y));
  assert.deepEqual([...heights].sort((a, b) => a - b), [7, 30]);
});

test('a queue of one is lower than a queue of five', () => {
  const top = (length) => Math.min(...steps([100, length], [500, 0]).map(([, y]) => y));

  assert.ok(top(1) > top(5));
});

test('a peak that is narrower than a pixel is drawn', () => {
  const peak = Math.min(...steps([100, 1], [500, 50], [501, 1], [600, 0]).map(([, y]) => y));

  assert.equal(peak, 7);
});

/** The rectangles of the ticks that are drawn, as left and right edges in pixels. */
function marks(...times) {
  const ring = new Ring(1000, 3);
  for (const time of times) ring.add(time, 0, 0);
  const edges = [];
  const pen = new Proxy({}, {
    get: (_, name) => (name === 'fillRect' ? (x, _y, width) => edges.push([x, x + width]) : () => {}),
    set: () => true,
  });
  ticks(pen, {}, { ticks: ring }, { loop: { y: 0, height: 100, ticks: 70 } }, VIEW, xOf(VIEW));
  return edges;
}

const every = (ms, end) => Array.from({ length: end / ms }, (_, i) => i * ms);

test('each tick is a mark', () => {
  assert.deepEqual(marks(200, 400).map(([left, right]) => (left + right) / 2), [20, 40]);
});

test('above one tick for each 3 pixels, ticks are shading: few rectangles, with the gaps where none came', () => {
  const dense = marks(...every(10, 300), ...every(10, 900).filter((time) => time > 600));

  assert.ok(dense.length <= 6);
  assert.ok(dense.every(([left, right]) => right <= 33 || left >= 56));
});

test('shading begins where a tick has less than 3 pixels', () => {
  const shaded = (interval) => {
    const ring = new Ring(1000, 3);
    for (const time of every(interval, 900)) ring.add(time, 0, 0);
    return isShaded({ ticks: ring }, VIEW);
  };

  assert.equal(shaded(40), false);
  assert.equal(shaded(20), true);
});

test('no tick stands in the future', () => {
  assert.equal(marks(200, 950).length, 1);
  assert.ok(marks(...every(5, 1000)).every(([, right]) => right <= 90));
});

test('a missed tick is a ring at its due time, also after others that were missed', () => {
  const ring = new Ring(1000, 3);
  for (const row of [[100, 0, 0], [300, 100, 1], [550, 150, 1]]) ring.add(...row);
  const rings = [];
  const pen = new Proxy({}, {
    get: (_, name) => (name === 'arc' ? (x) => rings.push(x) : () => {}),
    set: () => true,
  });
  ticks(pen, {}, { ticks: ring }, { loop: { y: 0, height: 100, ticks: 70 } }, VIEW, xOf(VIEW));

  assert.deepEqual(rings, [30, 50]);
});
