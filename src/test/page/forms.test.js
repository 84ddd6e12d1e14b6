import assert from 'node:assert/strict';
import { test } from 'node:test';
import { experimentPath } from '../../main/resources/page/experiment-form.js';
import { shareDone } from '../../main/resources/page/experiment-view.js';
import { hint, withoutBlanks, withoutDefaults } from '../../main/resources/page/fields.js';
import { wholeNumber } from '../../main/resources/page/job-form.js';

const SLEEP = { name: 'sleep', arguments: [{ name: 'duration', default: '1s' }, { name: 'interruptible', default: 'true' }] };
const STRATEGIES = [
  { name: 'event-loop', enabled: false },
  { name: 'execute-blocking', enabled: true },
  { name: 'virtual-thread', enabled: true },
];
const VALUES = {
  kind: 'sleep',
  strategies: 'execute-blocking,virtual-thread',
  duration: '200ms',
  interruptible: 'true',
  jobs: '30',
  concurrency: '',
  rate: '',
  warmup: '5',
  repetitions: '1',
};

test('empty values are left out', () => {
  assert.deepEqual(withoutBlanks({ a: '', b: '0' }), { b: '0' });
});

test('values that are the defaults are left out', () => {
  assert.deepEqual(withoutDefaults({ duration: '2s', interruptible: 'true', other: 'x' }, SLEEP), { duration: '2s', other: 'x' });
});

test("a field's hint has its description and its bounds", () => {
  assert.equal(hint({ type: 'duration', description: 'how long', min: '0s', max: '5m', value: '1s' }), 'how long · 0s to 5m');
  assert.equal(hint({ type: 'text', description: 'a name', min: '1', max: '20', value: 'x' }), 'a name · 1 to 20 characters');
  assert.equal(hint({ type: 'boolean', description: 'whether', min: 'false', max: 'true', value: 'true' }), 'whether');
});

test('a field without a description says whether it is optional', () => {
  assert.equal(hint({ type: 'integer', value: '' }), 'optional');
  assert.equal(hint({ type: 'integer', value: '1' }), '');
});

test('a number of jobs is a whole number within its bounds', () => {
  assert.deepEqual(['1', '100', '007'].map((text) => wholeNumber(text, 100)), [1, 100, 7]);
  for (const wrong of ['', '0', '101', '-1', '1.5', '1e1', ' 1', 'ten', undefined]) {
    assert.equal(wholeNumber(wrong, 100), NaN, `${wrong}`);
  }
});

test('an experiment with every strategy that is enabled asks for all', () => {
  assert.equal(experimentPath(VALUES, SLEEP, STRATEGIES), '/experiments?kind=sleep&duration=200ms&strategies=all&jobs=30&warmup=5&repetitions=1');
});

test('an experiment with some strategies names them', () => {
  const path = experimentPath({ ...VALUES, strategies: 'virtual-thread', rate: '50' }, SLEEP, STRATEGIES);

  assert.equal(path, '/experiments?kind=sleep&duration=200ms&strategies=virtual-thread&jobs=30&rate=50&warmup=5&repetitions=1');
});

test('an experiment advances while it measures, not while it warms up', () => {
  const progress = { run: 2, runs: 4, jobs: 30 };

  assert.equal(shareDone({ ...progress, phase: 'warm-up', done: 5 }), 0.25);
  assert.equal(shareDone({ ...progress, phase: 'measuring', done: 15 }), 0.375);
  assert.equal(shareDone({ ...progress, phase: 'measuring', done: 0, jobs: 0 }), 0.25);
  assert.equal(shareDone({ ...progress, run: 4, phase: 'measuring', done: 30 }), 1);
});
