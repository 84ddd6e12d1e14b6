import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeWindow } from '../../main/resources/page/time-window.js';

const SPAN = 20_000;
const AHEAD = 600;

/** A window with a clock that is turned by hand. */
function windowAt(now) {
  const clock = { time: now, now: () => clock.time };
  return { clock, window: new TimeWindow(clock, SPAN) };
}

test('it follows the present, with a little room ahead', () => {
  const { clock, window } = windowAt(100_000);
  assert.deepEqual(window.range, { from: 100_000 + AHEAD - SPAN, to: 100_000 + AHEAD, present: 100_000, blind: false });

  clock.time += 5000;
  assert.equal(window.range.to, 105_000 + AHEAD);
  assert.equal(window.moves, true);
});

test('a window that is held stays while time goes on', () => {
  const { clock, window } = windowAt(100_000);
  window.toggle();
  clock.time += 5000;

  assert.equal(window.follows, false);
  assert.equal(window.range.to, 100_000 + AHEAD);
  assert.equal(window.range.present, 105_000);
  assert.equal(window.moves, false);
});

test('a window that is held moves as long as the present is in it', () => {
  const { clock, window } = windowAt(100_000);
  window.toggle();

  assert.equal(window.moves, true);
  clock.time += AHEAD;
  assert.equal(window.moves, false);
});

test('it can be held and let go', () => {
  const { clock, window } = windowAt(100_000);
  window.toggle();
  clock.time += 5000;
  window.toggle();

  assert.equal(window.follows, true);
  assert.equal(window.range.to, 105_000 + AHEAD);
});

test('moving back holds it, moving beyond the present lets it go', () => {
  const { window } = windowAt(100_000);
  window.moveTo(60_000);
  assert.deepEqual([window.follows, window.range.from, window.range.to], [false, 40_000, 60_000]);

  window.moveTo(100_000 + AHEAD + 1);
  assert.equal(window.follows, true);
});

test('what is out of sight is brought to the middle', () => {
  const { window } = windowAt(100_000);
  window.reveal(30_000);

  assert.deepEqual([window.range.from, window.range.to], [20_000, 40_000]);
});

test('what is in sight moves nothing', () => {
  const { window } = windowAt(100_000);
  window.reveal(90_000);

  assert.equal(window.follows, true);
});

test('zooming out while it follows keeps the present at the right edge', () => {
  const { window } = windowAt(100_000);
  window.zoom(1);

  assert.equal(window.span, 60_000);
  assert.equal(window.follows, true);
  assert.equal(window.range.present, 100_000);
});

test('zooming while it is held keeps the middle', () => {
  const { window } = windowAt(100_000);
  window.moveTo(60_000);
  window.zoom(-1);

  assert.deepEqual([window.range.from, window.range.to], [45_000, 55_000]);
});

test('zooming ends at five seconds and at an hour', () => {
  const { window } = windowAt(100_000);
  for (let i = 0; i < 9; i++) window.zoom(-1);
  assert.equal(window.span, 5000);
  assert.deepEqual([window.canZoom(-1), window.canZoom(1)], [false, true]);

  for (let i = 0; i < 9; i++) window.zoom(1);
  assert.equal(window.span, 3_600_000);
  assert.deepEqual([window.canZoom(-1), window.canZoom(1)], [true, false]);
});

test('a cut connection stops the present, and the unknown grows into view up to a sixth', () => {
  const { clock, window } = windowAt(100_000);
  window.blindSince = 100_000;
  clock.time += 1000;
  assert.deepEqual([window.range.present, window.range.to, window.range.blind], [100_000, 101_000 + AHEAD, true]);
  assert.equal(window.moves, true);

  clock.time += 60_000;
  assert.equal(window.range.to, 100_000 + SPAN / 6 + AHEAD);
  assert.equal(window.moves, false);
});

test('when the connection is back, the present goes on', () => {
  const { clock, window } = windowAt(100_000);
  window.blindSince = 100_000;
  clock.time += 60_000;
  window.blindSince = null;

  assert.deepEqual([window.range.present, window.range.blind], [160_000, false]);
});
