import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange, barOf } from '../../main/resources/page/lanes.js';

const STRATEGIES = [
  'event-loop',
  'execute-blocking',
  'execute-blocking-ordered',
  'worker-verticle',
  'virtual-thread',
  'virtual-thread-verticle',
];

const QUIET = { wide: 240, narrow: 300 };
const MOST = { wide: 420, narrow: 450 };

function lanesWith(rows, narrow = false, withUsers = false) {
  return arrange(STRATEGIES, new Map(Object.entries(rows)), narrow, withUsers);
}

function groupOf(lanes, name) {
  return lanes.groups.find(({ strategy }) => strategy === name);
}

function job(strategy, row, thread = 'a-thread') {
  return { strategy, row, thread };
}

const BUSY = Object.fromEntries(STRATEGIES.slice(1).map((name) => [name, 20]));

test('a strategy in use has a lane; the others are one line together', () => {
  const { groups, unused } = lanesWith({ 'worker-verticle': 3, 'virtual-thread': 0 });

  assert.deepEqual(groups.map(({ strategy }) => strategy), ['worker-verticle']);
  assert.deepEqual(unused.names, [
    'execute-blocking',
    'execute-blocking-ordered',
    'virtual-thread',
    'virtual-thread-verticle',
  ]);
  assert.equal(lanesWith(BUSY).unused, null);
});

for (const look of ['wide', 'narrow']) {
  test(`the timeline is low while nothing runs, and never high, ${look}`, () => {
    const narrow = look === 'narrow';

    assert.ok(lanesWith({}, narrow).height <= QUIET[look]);
    assert.ok(lanesWith(BUSY, narrow, true).height <= MOST[look]);
  });

  for (const rows of [{}, { 'execute-blocking': 3 }, { 'execute-blocking': 20, 'virtual-thread': 20_000, 'worker-verticle': 20 }, BUSY]) {
    test(`nothing overlaps and everything has room, with ${JSON.stringify(rows)}, ${look}`, () => {
      const { axis, loop, users, queue, groups, unused, height } = lanesWith(rows, look === 'narrow', true);
      const all = [axis, loop, users, queue, ...groups, unused].filter(Boolean);

      for (let i = 1; i < all.length; i++) {
        assert.ok(all[i].y >= all[i - 1].y + all[i - 1].height, `lane ${i} overlaps the one above it`);
      }
      const last = all.at(-1);
      assert.ok(last.y + last.height <= height);
      assert.ok(groups.every((group) => group.height >= 20));
      assert.ok(groups.every(({ y, height, top, row, shown }) => top >= y && top + row * shown <= y + height + 0.01));
    });
  }
}

test('users who are in sight have a lane between the loop and the queue', () => {
  const { loop, users, queue } = lanesWith({}, false, true);

  assert.ok(users.y >= loop.y + loop.height && queue.y >= users.y + users.height);
  assert.equal(lanesWith({}).users, null);
});

test('the height grows by doubling the rows, so that it seldom changes', () => {
  const heights = [1, 2, 3, 4, 5, 6, 7, 8].map((rows) => lanesWith({ 'execute-blocking': rows }).height);

  assert.equal(new Set(heights).size, 4);
  assert.deepEqual(heights, heights.toSorted((a, b) => a - b));
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
