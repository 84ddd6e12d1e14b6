import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LatenessSeries, SERIES } from '../../main/resources/page/lateness-series.js';
import { START, at } from './fixtures.js';

function figures(ms, samples = 100) {
  return { samples, raw: { p99: ms + 1, max: ms + 2 }, corrected: { p99: ms + 3, max: ms + 4 } };
}

const NONE = { samples: 0, raw: { p99: 0, max: 0 }, corrected: { p99: 0, max: 0 } };

/** What the service reports of a second. */
function second(number, { loop = figures(10), service = figures(20), control = figures(0) } = {}) {
  return {
    at: at(1000 * number),
    loops: [{ name: 'service', ...service }, { name: 'loop-under-test', ...loop }],
    control,
  };
}

function seriesOf(...seconds) {
  const series = new LatenessSeries();
  for (const each of seconds) series.add(each);
  return series;
}

/** The values of a line of the chart, by its name. */
function line(series, name) {
  return series.last(10).columns[1 + SERIES.findIndex((each) => each.name === name)];
}

test('each line shows its own figure of its own loop', () => {
  const series = seriesOf(second(1));

  assert.deepEqual(
    SERIES.map(({ name }) => [name, ...line(series, name)]),
    [
      ['loop, max', 14],
      ['loop, p99', 13],
      ['control, max', 4],
      ['control, p99', 3],
    ],
  );
});

test('times are in seconds, as the chart wants them', () => {
  assert.deepEqual(seriesOf(second(1), second(2)).last(10).columns[0], [START / 1000 + 1, START / 1000 + 2]);
});

test('a second in which the loop had no sample has no value and is marked, not zero', () => {
  const series = seriesOf(second(1), second(2, { loop: NONE }), second(3));

  assert.deepEqual(line(series, 'loop, max'), [14, null, 14]);
  assert.deepEqual(line(series, 'control, max'), [4, 4, 4]);
  assert.deepEqual(series.last(10).unsampled, [START / 1000 + 2]);
});

test('a lateness of zero is not drawn on a logarithmic scale, and is no missing sample', () => {
  const series = seriesOf(second(1, { control: { ...NONE, samples: 100 } }));

  assert.deepEqual(line(series, 'control, max'), [null]);
  assert.deepEqual(series.last(10).unsampled, []);
});

test('only the last seconds are shown', () => {
  const series = seriesOf(second(1, { loop: NONE }), second(2), second(3, { loop: NONE }));
  const { columns, unsampled } = series.last(2);

  assert.deepEqual(columns[0], [START / 1000 + 2, START / 1000 + 3]);
  assert.deepEqual(unsampled, [START / 1000 + 3]);
});

test('an hour is kept, and not much more', () => {
  const series = seriesOf(...Array.from({ length: 3700 }, (_, i) => second(i)));
  const { columns } = series.last(10_000);

  assert.ok(series.length <= 3600 && series.length > 3000, `${series.length} seconds`);
  assert.ok(columns.every(({ length }) => length === series.length));
  assert.equal(columns[0].at(-1), START / 1000 + 3699);
});

test('a cleared series is empty', () => {
  const series = seriesOf(second(1));
  series.clear();

  assert.equal(series.length, 0);
  assert.ok(series.last(10).columns.every(({ length }) => length === 0));
});
