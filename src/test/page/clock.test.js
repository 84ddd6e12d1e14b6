import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Clock } from '../../main/resources/page/clock.js';
import { START } from './fixtures.js';
import { HandTurnedTime } from './hand-turned-time.js';

const HOUR = 3_600_000;

let time;

beforeEach(() => {
  time = new HandTurnedTime();
});

test("without an event it says the browser's time", () => {
  const clock = new Clock();
  time.pass(250);

  assert.equal(clock.now(), START + 250);
});

test("it follows the service's clock, whether that is ahead or behind", () => {
  for (const ahead of [HOUR, -HOUR]) {
    const clock = new Clock();
    const there = performance.timeOrigin + performance.now() + ahead;
    clock.observe(there);
    time.pass(250);

    assert.equal(clock.now(), there + 250);
  }
});

test('an event that was delayed does not set it back', () => {
  const clock = new Clock();
  clock.observe(START + HOUR);
  clock.observe(START + HOUR - 400);

  assert.equal(clock.now(), START + HOUR);
});

test('an event with a shorter delay corrects it', () => {
  const clock = new Clock();
  clock.observe(START + HOUR - 400);
  clock.observe(START + HOUR - 30);

  assert.equal(clock.now(), START + HOUR - 30);
});
