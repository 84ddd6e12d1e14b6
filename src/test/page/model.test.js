import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from '../../main/resources/page/model.js';
import { START, at, blockReport, idOf, jobEvent, tick } from './fixtures.js';

function listen(model) {
  const heard = [];
  for (const name of ['tick', 'job', 'block', 'forget', 'broken', 'clear']) {
    model.on(name, (detail) => heard.push([name, detail]));
  }
  return heard;
}

function queued(model) {
  const { queue } = model;
  return Array.from({ length: queue.length }, (_, i) => [queue.at(i) - START, queue.at(i, 1)]);
}

/** A job that runs on a thread. */
function run(model, id, thread, strategy = 'execute-blocking') {
  model.take('queued', jobEvent(id, { strategy }));
  model.take('started', jobEvent(id, { started: 1, thread, strategy }));
  return model.jobs.get(idOf(id));
}

function finish(model, id, thread, rest = {}) {
  model.take('finished', jobEvent(id, { started: 1, finished: 2, thread, ...rest }));
}

test('ticks are kept with their lateness and what was missed before them', () => {
  const model = new Model();
  const heard = listen(model);

  model.take('tick', tick(1, 500));
  model.take('tick', tick(2, 2100, { lateMs: 100, missed: 2 }));

  assert.equal(model.ticks.length, 2);
  assert.deepEqual([0, 1, 2].map((column) => model.ticks.at(1, column)), [START + 2100, 100, 2]);
  assert.deepEqual(heard[1], ['tick', { at: START + 2100, late: 100, missed: 2 }]);
});

test('the first tick may have any number', () => {
  const model = new Model();
  const heard = listen(model);

  model.take('tick', tick(70, 0));
  model.take('tick', tick(71, 500));

  assert.deepEqual(model.received, { first: 70, last: 71, missing: 0 });
  assert.equal(heard.some(([name]) => name === 'broken'), false);
});

test('a gap between ticks that was not reported breaks the stream', () => {
  const model = new Model();
  const heard = listen(model);

  model.take('tick', tick(1, 0));
  model.take('tick', tick(3, 1000));

  assert.equal(heard.at(-1)[0], 'broken');
  assert.equal(model.ticks.length, 1);
});

test('a tick that comes twice breaks the stream', () => {
  const model = new Model();
  const heard = listen(model);

  model.take('tick', tick(1, 0));
  model.take('tick', tick(1, 0));

  assert.equal(heard.at(-1)[0], 'broken');
});

test('ticks that were reported as lost are counted as missing', () => {
  const model = new Model();
  model.take('tick', tick(1, 0));
  model.lose(5);
  model.take('tick', tick(4, 1500));

  assert.deepEqual(model.received, { first: 1, last: 4, missing: 2 });
});

test('a loss excuses one gap only', () => {
  const model = new Model();
  const heard = listen(model);
  model.take('tick', tick(1, 0));
  model.lose(5);
  model.take('tick', tick(2, 500));
  model.take('tick', tick(4, 1500));

  assert.equal(heard.at(-1)[0], 'broken');
});

test('a job goes from the queue to a thread to its end', () => {
  const model = new Model();
  model.take('queued', jobEvent(1));
  assert.equal(model.jobs.get(idOf(1)).state, 'queued');
  assert.equal(model.jobs.get(idOf(1)).row, -1);

  model.take('started', jobEvent(1, { started: 20, thread: 'worker-1' }));
  assert.deepEqual(
    [model.jobs.get(idOf(1)).state, model.jobs.get(idOf(1)).thread, model.jobs.get(idOf(1)).started, model.jobs.get(idOf(1)).row],
    ['running', 'worker-1', START + 20, 0],
  );

  model.take('finished', jobEvent(1, { started: 20, finished: 50, thread: 'worker-1', runMs: 30 }));
  assert.deepEqual([model.jobs.get(idOf(1)).state, model.jobs.get(idOf(1)).finished, model.jobs.get(idOf(1)).runMs], ['succeeded', START + 50, 30]);
});

test("a job's error is one line", () => {
  const model = new Model();
  finish(model, 1, 'worker-1', { state: 'failed', error: { type: 'IOException', message: 'no' } });

  assert.equal(model.jobs.get(idOf(1)).error, 'IOException: no');
});

test('the queue grows and shrinks as jobs come and are started', () => {
  const model = new Model();
  model.take('queued', jobEvent(1, { submitted: 0 }));
  model.take('queued', jobEvent(2, { submitted: 5 }));
  model.take('started', jobEvent(1, { submitted: 0, started: 10, thread: 'worker-1' }));
  model.take('finished', jobEvent(2, { submitted: 5, finished: 20, state: 'cancelled' }));

  assert.deepEqual(queued(model), [[0, 1], [5, 2], [10, 1], [20, 0]]);
});

test('jobs that run at once have rows of their own', () => {
  const model = new Model();

  assert.deepEqual([run(model, 1, 'a').row, run(model, 2, 'b').row, run(model, 3, 'c').row], [0, 1, 2]);
});

test('each strategy counts its own rows', () => {
  const model = new Model();
  run(model, 1, 'a');

  assert.equal(run(model, 2, 'v', 'virtual-thread').row, 0);
});

test('a thread gets its row back while others run', () => {
  const model = new Model();
  run(model, 1, 'a');
  run(model, 2, 'b');
  run(model, 3, 'c');
  finish(model, 1, 'a');
  finish(model, 2, 'b');

  assert.equal(run(model, 4, 'b').row, 1);
  assert.equal(run(model, 5, 'd').row, 0);
});

test('after a burst the rows begin at the top again', () => {
  const model = new Model();
  run(model, 1, 'a');
  run(model, 2, 'b');
  finish(model, 1, 'a');
  finish(model, 2, 'b');

  assert.equal(run(model, 3, 'b').row, 0);
});

test('a job whose thread is not back keeps its row', () => {
  const model = new Model();
  run(model, 1, 'a');
  finish(model, 1, 'a', { state: 'timed-out', holdsThread: true });
  assert.equal(model.jobs.get(idOf(1)).released, Infinity);
  assert.equal(run(model, 2, 'b').row, 1);

  model.take('released', jobEvent(1, { started: 1, finished: 2, at: 30, thread: 'a', state: 'timed-out' }));
  assert.equal(model.jobs.get(idOf(1)).released, START + 30);
  assert.equal(run(model, 3, 'c').row, 0);
});

test('only so many jobs that are over are kept, the latest', () => {
  const model = new Model();
  for (let id = 1; id <= 5002; id++) finish(model, id, 'a');

  assert.equal(model.jobs.size, 5000);
  assert.equal(model.jobs.keys().next().value, idOf(3));
  assert.equal(model.jobsSeen, 5002);
});

test('a job that is not over is kept, however many there are', () => {
  const model = new Model();
  for (let id = 1; id <= 6000; id++) model.take('queued', jobEvent(id));
  finish(model, 6000, 'a', { holdsThread: true });

  assert.equal(model.jobs.size, 6000);
  assert.equal(model.jobsSeen, 6000);
  assert.equal(model.jobs.get(idOf(6000)).state, 'succeeded');
});

test('a block lasts until its final report', () => {
  const model = new Model();
  model.take('blocked', blockReport(1, { start: 100, lengthMs: 50, over: false, frames: ['Sleep.run'] }));
  assert.equal(model.blocks.get(1).end, null);

  model.take('blocked', blockReport(1, { start: 100, lengthMs: 400 }));
  assert.equal(model.blocks.get(1).end, START + 500);
  assert.deepEqual(model.blocks.get(1).frames, ['Sleep.run']);
});

test('a report that is late does not open a block again', () => {
  const model = new Model();
  model.take('blocked', blockReport(1, { lengthMs: 400 }));
  model.take('blocked', blockReport(1, { lengthMs: 50, over: false }));

  assert.equal(model.blocks.get(1).end, START + 400);
});

test('a tick ends a block whose final report is missing', () => {
  const model = new Model();
  model.take('blocked', blockReport(1, { start: 100, lengthMs: 50, over: false }));
  const heard = listen(model);
  model.take('tick', tick(1, 700));

  assert.equal(model.blocks.get(1).end, START + 700);
  assert.deepEqual(heard.map(([name]) => name), ['block', 'tick']);
});

test('only so many blocks are kept, the latest', () => {
  const model = new Model();
  for (let number = 1; number <= 201; number++) model.take('blocked', blockReport(number));

  assert.equal(model.blocks.size, 200);
  assert.equal(model.blocks.has(1), false);
});

test('after a loss, jobs that have ended meanwhile are brought to their ends', () => {
  const model = new Model();
  run(model, 1, 'a');
  model.take('queued', jobEvent(2));
  const told = jobEvent(1, { started: 1, finished: 90, thread: 'a' }).job;
  model.catchUp([jobEvent(2).job, told]);

  assert.equal(model.jobs.get(idOf(1)).finished, START + 90);
  assert.equal(model.jobs.get(idOf(2)).state, 'queued');
  assert.equal(queued(model).at(-1)[1], 1);
});

test('after a loss, a job that the service no longer knows is dropped, with its row', () => {
  const model = new Model();
  for (const id of [1, 2, 3]) run(model, id, `thread-${id}`);
  const heard = listen(model);
  model.catchUp([jobEvent(3, { started: 1 }).job, jobEvent(1, { started: 1 }).job]);

  assert.deepEqual([...model.jobs.values()].map(({ number }) => number), [1, 3]);
  assert.equal(heard.at(-1)[0], 'forget');
  assert.equal(run(model, 4, 'other').row, 1);
});

test('after a loss, a job that is older than all that were asked for may still run', () => {
  const model = new Model();
  run(model, 1, 'a');
  model.catchUp([jobEvent(9).job, jobEvent(8).job]);

  assert.equal(model.jobs.has(idOf(1)), true);
});

test('after a loss without an answer, everything stays as it was', () => {
  const model = new Model();
  run(model, 1, 'a');
  model.catchUp([]);

  assert.equal(model.jobs.get(idOf(1)).state, 'running');
});

test('a cleared model is as good as new', () => {
  const model = new Model();
  model.take('tick', tick(41, 0));
  model.take('queued', jobEvent(1));
  run(model, 2, 'a');
  model.take('blocked', blockReport(1));
  model.clear();

  assert.deepEqual(
    [model.ticks.length, model.queue.length, model.jobs.size, model.blocks.size, model.jobsSeen, model.newest],
    [0, 0, 0, 0, 0, 0],
  );
  model.take('tick', tick(1, 0));
  assert.deepEqual(model.received, { first: 1, last: 1, missing: 0 });
  assert.equal(run(model, 1, 'b').row, 0);
});

test('the newest event is the latest, not the last', () => {
  const model = new Model();
  model.take('tick', tick(1, 500));
  model.take('queued', jobEvent(1, { submitted: 300 }));

  assert.equal(new Date(model.newest).toISOString(), at(500));
});

test('users are told of when they come and when they go', () => {
  const model = new Model();
  let told = 0;
  model.on('user', () => told++);

  model.take('user-arrived', { at: at(100), user: 1, waitedMs: 0 });
  model.take('user-arrived', { at: at(200), user: 2, waitedMs: 0 });
  model.take('user-served', { at: at(300), user: 1, waitedMs: 200 });

  assert.equal(told, 3);
  assert.equal(model.users.waiting, 1);
  assert.equal(model.newest, START + 300);

  model.lose(5);
  assert.equal(model.users.waiting, 0);
});
