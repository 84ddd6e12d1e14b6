import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from '../../main/resources/page/model.js';
import { figures, missedTimes, panelOf, sentence } from '../../main/resources/page/panel.js';
import { at, START, tick } from './fixtures.js';

/** Ticks every 500 ms; the loop makes a call from 1200 to 3200. */
const BLOCKED = {
  offloaded: false,
  span: 5000,
  call: [1200, 3200],
  ticks: [[0, 0, 0], [500, 1, 0], [1000, 0, 0], [1500, 1700, 3], [3500, 0, 0], [4000, 0, 0]],
  users: [[1100, 2], [1300, 1900], [2000, 1200], [3150, 60], [3300, 1]],
};
const FREE = {
  offloaded: true,
  span: 5000,
  call: [1200, 3200],
  ticks: [[1000, 0, 0], [1500, 1, 0], [2000, 0, 0], [2500, 2, 0], [3000, 0, 0], [3500, 0, 0]],
  users: [[1100, 2], [1300, 1], [2000, 3]],
};

test('ticks that were due during the call are counted by what became of them', () => {
  const { onTime, late, never, due } = figures(BLOCKED);

  assert.deepEqual({ onTime, late, never, due }, { onTime: 0, late: 1, never: 3, due: 4 });
});

test('users who waited for 100 ms or longer are counted, with the longest wait', () => {
  const { users, waited, longest } = figures(BLOCKED);

  assert.deepEqual({ users, waited, longest }, { users: 5, waited: 2, longest: 1900 });
});

test('who waited before the call or after it is not counted', () => {
  const { waited, longest } = figures({ ...FREE, users: [[100, 500], [1100, 250], [3200, 900]] });

  assert.deepEqual({ waited, longest }, { waited: 1, longest: 250 });
});

test('missed ticks stand on the grid of those that came', () => {
  assert.deepEqual(missedTimes(BLOCKED), [2000, 2500, 3000]);
  assert.deepEqual(missedTimes(FREE), []);
});

test('the sentences say what was counted', () => {
  assert.equal(sentence(BLOCKED), 'One blocking call: 1 tick late, 3 never, 2 users waited up to 1.9 s.');
  assert.equal(sentence(FREE), 'The same call offloaded: 4 of 4 ticks on time, nobody waited.');
});

test('a sentence is as honest where the machine was in the way', () => {
  const busy = { ...FREE, ticks: [[1000, 0, 0], [1500, 600, 1], [2500, 0, 0], [3000, 4, 0], [3500, 0, 0]], users: [[1500, 600]] };

  assert.equal(sentence(busy), 'The same call offloaded: 2 ticks on time, 1 tick late, 1 never, 1 user waited up to 600 ms.');
});

test('a panel is what the timeline has told of its time', () => {
  const model = new Model();
  model.take('tick', tick(1, 500));
  model.take('tick', tick(2, 1000));
  model.take('user-arrived', { at: at(1200), user: 1, waitedMs: 0 });
  model.take('tick', tick(3, 3300, { lateMs: 1800.4, missed: 3 }));
  model.take('user-served', { at: at(3301), user: 1, waitedMs: 2101.2 });
  model.take('user-arrived', { at: at(3400), user: 2, waitedMs: 0 });
  const job = { strategy: 'event-loop', started: START + 1300, finished: START + 3300 };

  assert.deepEqual(panelOf(model, job, START + 900, START + 4000), {
    offloaded: false,
    span: 3100,
    call: [400, 2400],
    ticks: [[100, 0, 0], [600, 1800, 3]],
    users: [[300, 2101]],
  });
});
