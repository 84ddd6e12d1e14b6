import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange, barOf, heightOf } from '../../main/resources/page/lanes.js';

const STRATEGIES = [
  'event-loop',
  'execute-blocking',
  'execute-blocking-ordered',
  'worker-verticle',
  'virtual-thread',
  'virtual-thread-verticle',
];

function lanesWith(rows, narrow = false) {
  return arrange(STRATEGIES, new Map(Object.entries(rows)), heightOf(narrow), narrow);
}

function groupOf(lanes, name) {
  return lanes.groups.find(({ strategy }) => strategy === name);
}

function job(strategy, row, thread = 'a-thread') {
  return { strategy, row, thread };
}

test('every strategy has a group, except the one that runs on the loop', () => {
  assert.deepEqual(lanesWith({}).groups.map(({ strategy }) => strategy), STRATEGIES.slice(1));
});

for (const narrow of [false, true]) {
  for (const rows of [{}, { 'execute-blocking': 3 }, { 'execute-blocking': 20, 'virtual-thread': 20_000, 'worker-verticle': 20 }]) {
    test(`nothing overlaps and everything has room, with ${JSON.stringify(rows)}, ${narrow ? 'narrow' : 'wide'}`, () => {
      const { axis, loop, queue, groups } = lanesWith(rows, narrow);
      const all = [axis, loop, queue, ...groups];

      for (let i = 1; i < all.length; i++) {
        assert.ok(all[i].y >= all[i - 1].y + all[i - 1].height, `lane ${i} overlaps the one above it`);
      }
      const last = all.at(-1);
      assert.ok(last.y + last.height <= heightOf(narrow));
      assert.ok(groups.every(({ height }) => height >= 24));
      assert.ok(groups.every(({ y, height, top, row, shown }) => top >= y && top + row * shown <= y + height + 0.01));
    });
  }
}

test('users who are in sight have a lane between the loop and the queue', () => {
  const { loop, users, queue, groups } = arrange(STRATEGIES, new Map(), heightOf(false), false, true);

  assert.ok(users.y >= loop.y + loop.height && queue.y >= users.y + users.height);
  assert.ok(groups.at(-1).y + groups.at(-1).height <= heightOf(false));
  assert.equal(lanesWith({}).users, null);
});

test('a group that needs more rows gets more of the height', () => {
  const lanes = lanesWith({ 'execute-blocking': 2, 'worker-verticle': 12 });

  assert.ok(groupOf(lanes, 'worker-verticle').height > groupOf(lanes, 'execute-blocking').height);
});

test('rows that would be too thin are not shown', () => {
  const group = groupOf(lanesWith({ 'virtual-thread': 20_000 }), 'virtual-thread');

  assert.equal(group.rows, 20_000);
  assert.ok(group.shown > 0 && group.shown < 20_000);
});

test("a job stands in its row of its strategy's group", () => {
  const lanes = lanesWith({ 'execute-blocking': 3 });
  const [group] = lanes.groups;

  const bars = [0, 1, 2].map((row) => barOf(lanes, job('execute-blocking', row)));
  assert.deepEqual(bars.map(({ y }) => y), [0, 1, 2].map((row) => group.top + row * group.row));
  assert.ok(bars.every(({ height }) => height <= group.row));
});

test('a job on the loop stands in the lane of the loop, below the ticks', () => {
  const lanes = lanesWith({});
  const bar = barOf(lanes, job('event-loop', 0, 'loop-under-test'));

  assert.ok(bar.y >= lanes.loop.y + lanes.loop.ticks);
  assert.ok(bar.y + bar.height <= lanes.loop.y + lanes.loop.height);
});

test('a job that never ran has no bar', () => {
  assert.equal(barOf(lanesWith({}), job('execute-blocking', -1, null)), null);
});

test('a job whose row has no room, or whose strategy has no lane, has no bar', () => {
  const lanes = lanesWith({ 'virtual-thread': 20_000 });

  assert.equal(barOf(lanes, job('virtual-thread', 19_999)), null);
  assert.equal(barOf(lanes, job('unheard-of', 0)), null);
});
