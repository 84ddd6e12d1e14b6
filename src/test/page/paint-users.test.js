import assert from 'node:assert/strict';
import { test } from 'node:test';
import { users } from '../../main/resources/page/paint-users.js';

const LANE = { y: 0, height: 60 };

/** The dots that are drawn for users, each with its colour, and the lines that lead back. */
function drawn(all, present = 1000) {
  const dots = [];
  const lines = [];
  const pen = new Proxy({}, {
    get: (target, name) =>
      name === 'arc' ? (x, y) => dots.push([x, y, target.fillStyle]) : name === 'moveTo' ? (x) => lines.push(x) : () => {},
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  users(pen, { user: 'grey', hole: 'red' }, all, LANE, present, (time) => time / 10);
  return { dots, lines };
}

test('who is served at once is a dot where the arrival was', () => {
  const { dots, lines } = drawn([{ arrived: 100, gone: 102 }, { arrived: 200, gone: 203 }]);

  assert.deepEqual(dots.map(([x, , colour]) => [x, colour]), [[10, 'grey'], [20, 'grey']]);
  assert.equal(dots[0][1], dots[1][1]);
  assert.deepEqual(lines, []);
});

test('those who wait stand one above the other', () => {
  const { dots, lines } = drawn([{ arrived: 100, gone: null }, { arrived: 200, gone: null }, { arrived: 300, gone: null }]);

  assert.deepEqual(dots.map(([x, , colour]) => [x, colour]), [[10, 'red'], [20, 'red'], [30, 'red']]);
  assert.ok(dots[0][1] > dots[1][1] && dots[1][1] > dots[2][1]);
  assert.deepEqual(lines, [10, 20, 30]);
});

test('who had to wait has a second dot where the answer came', () => {
  const { dots } = drawn([{ arrived: 100, gone: 800 }, { arrived: 900, gone: 901 }]);

  assert.deepEqual(dots.map(([x, , colour]) => [x, colour]), [[80, 'grey'], [10, 'red'], [90, 'grey']]);
});

test('a thousand who wait have room in the lane', () => {
  const { dots } = drawn(Array.from({ length: 1000 }, (_, i) => ({ arrived: i, gone: null })), 2000);

  assert.ok(dots.every(([, y]) => y > 0 && y < LANE.height));
});
