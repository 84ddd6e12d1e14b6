import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateSentence, experimentLink, experimentPath, linkedExperiment, splitContenders } from '../../main/resources/page/experiment-form.js';
import { pace, shareDone } from '../../main/resources/page/experiment-view.js';
import { hint, withoutBlanks, withoutDefaults } from '../../main/resources/page/fields.js';
import { limited, refusal, wholeNumber } from '../../main/resources/page/job-form.js';

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

test('an empty value stands for the default', () => {
  assert.deepEqual(withoutDefaults({ duration: '', interruptible: 'false' }, SLEEP), { interruptible: 'false' });
});

test("the hint of a duration follows the longest call of the strategy", () => {
  const argument = { name: 'duration', type: 'duration', min: '0s', max: '10m', default: '2s' };
  const by = (maxDuration) => hint(limited(argument, { name: 'event-loop', limits: { maxDuration } }));

  assert.equal(by('10s'), '0s to 10s by event-loop');
  assert.equal(by('500ms'), '0s to 500ms by event-loop');
  assert.equal(by('10m'), '0s to 10m');
  assert.equal(by('60m'), '0s to 10m');
  assert.equal(limited({ ...argument, type: 'integer' }, { name: 'event-loop', limits: { maxDuration: '10s' } }).max, '10m');
});

test('the jobs that a full queue refused are counted', () => {
  assert.equal(refusal(22, 42), '22 of 42 jobs were refused: the queue is full.');
  assert.equal(refusal(1, 42), '1 of 42 jobs was refused: the queue is full.');
  assert.equal(refusal(1, 1), 'The job was refused: the queue is full.');
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

test('an experiment whose order is chosen has its seed', () => {
  assert.match(experimentPath({ ...VALUES, seed: '7' }, SLEEP, STRATEGIES), /&seed=7$/);
});

test('an experiment with the pools as they are configured says so', () => {
  assert.match(experimentPath({ ...VALUES, pools: 'configured' }, SLEEP, STRATEGIES), /&pools=configured$/);
  assert.doesNotMatch(experimentPath({ ...VALUES, pools: 'equal' }, SLEEP, STRATEGIES), /pools/);
});

test('contenders that no box can hold are written beside the boxes, and asked for again', () => {
  const split = splitContenders('event-loop,event-loop,virtual-thread,sleepy(a=1,b=2)', ['event-loop', 'virtual-thread']);

  assert.deepEqual(split, { boxes: ['event-loop', 'virtual-thread'], more: 'event-loop,sleepy(a=1,b=2)' });
  const kind = { name: 'sleep', arguments: [] };
  const path = experimentPath({ kind: 'sleep', strategies: split.boxes.join(','), contenders: split.more }, kind, []);
  assert.equal(
    new URLSearchParams(path.split('?')[1]).get('strategies'),
    'event-loop,virtual-thread,event-loop,sleepy(a=1,b=2)',
  );
});

test('a link to an experiment has the parameters that start it', () => {
  const link = experimentLink('/experiments?kind=sleep&duration=200ms&strategies=event-loop,virtual-thread&jobs=30');

  assert.equal(link, '/#experiment?kind=sleep&duration=200ms&strategies=event-loop,virtual-thread&jobs=30');
  assert.deepEqual(linkedExperiment(link.slice(1)), { kind: 'sleep', duration: '200ms', strategies: 'event-loop,virtual-thread', jobs: '30' });
  assert.equal(linkedExperiment('#experiments'), null);
  assert.equal(linkedExperiment(''), null);
});

test('an estimate is told with what it is an estimate of', () => {
  const plan = { workload: { jobs: 40, repetitions: 7 }, strategies: ['a', 'b'], estimate: { seconds: 18.4 } };

  assert.equal(estimateSentence(plan), '40 jobs in each of 14 runs: takes about 18.4 s.');
  assert.equal(estimateSentence({ ...plan, workload: { jobs: 1, repetitions: 1 }, strategies: ['a'] }), '1 job in one run: takes about 18.4 s.');
});

test('what an experiment has in flight is told', () => {
  assert.equal(pace({ inFlight: 20, rate: null }), ', at most 20 in flight by each');
  assert.equal(pace({ inFlight: null, rate: null }), ', as many in flight as there is room for');
  assert.equal(pace({ inFlight: null, rate: 1000 }), ', 1,000 a second');
});

test('an experiment advances while it measures, not while it warms up', () => {
  const progress = { run: 2, runs: 4, jobs: 30 };

  assert.equal(shareDone({ ...progress, phase: 'warm-up', done: 5 }), 0.25);
  assert.equal(shareDone({ ...progress, phase: 'measuring', done: 15 }), 0.375);
  assert.equal(shareDone({ ...progress, phase: 'measuring', done: 0, jobs: 0 }), 0.25);
  assert.equal(shareDone({ ...progress, run: 4, phase: 'measuring', done: 30 }), 1);
});
