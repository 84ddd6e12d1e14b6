import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Stream } from '../../main/resources/page/stream.js';
import { HandTurnedTime } from './hand-turned-time.js';

/** A browser's EventSource, connected by hand. */
class Source extends EventTarget {
  static CLOSED = 2;
  static opened = [];

  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    Source.opened.push(this);
  }

  close() {
    this.readyState = Source.CLOSED;
  }

  send(name, id, data) {
    this.dispatchEvent(Object.assign(new Event(name), { lastEventId: String(id), data: JSON.stringify(data) }));
  }

  fail(readyState) {
    this.readyState = readyState;
    this.onerror();
  }
}

let page;
let time;

beforeEach(() => {
  Source.opened = [];
  time = new HandTurnedTime();
  page = new EventTarget();
  globalThis.EventSource = Source;
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  globalThis.addEventListener = page.addEventListener.bind(page);
});

function open() {
  const stream = new Stream('/timeline', ['tick']);
  const heard = [];
  for (const name of ['event', 'lost', 'restart', 'state']) {
    stream.on(name, (detail) => heard.push(detail === undefined ? name : [name, detail]));
  }
  stream.open();
  return { stream, heard, source: Source.opened[0] };
}

function setHidden(hidden) {
  document.hidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
}

function newest() {
  return Source.opened.at(-1);
}

test('events are emitted in their order, with their ids', () => {
  const { heard, source } = open();
  source.send('tick', 4, { seq: 1 });
  source.send('tick', 5, { seq: 2 });
  assert.deepEqual(heard, []);

  time.pass(1);
  assert.deepEqual(heard, [
    ['event', { name: 'tick', id: 4, data: { seq: 1 } }],
    ['event', { name: 'tick', id: 5, data: { seq: 2 } }],
  ]);
});

test('a replay is emitted in slices, so that the page can be drawn in between', () => {
  const { stream, source } = open();
  let emitted = 0;
  stream.on('event', () => {
    emitted++;
    time.spend(5);
  });
  for (let id = 1; id <= 5; id++) source.send('tick', id, {});

  const slices = [1, 1, 1, 1].map((ms) => {
    time.pass(ms);
    return emitted;
  });
  assert.deepEqual(slices, [2, 4, 5, 5]);
});

test('the state follows the connection, and is emitted when it changes', () => {
  const { stream, heard, source } = open();
  assert.equal(stream.state, 'connecting');

  source.onopen();
  source.fail(0);
  source.fail(0);
  source.onopen();

  assert.deepEqual(heard, [['state', 'live'], ['state', 'lost'], ['state', 'live']]);
});

test('a connection that the browser gave up is opened again, after the last event', () => {
  const { source } = open();
  source.send('tick', 7, {});
  time.pass(1);
  source.fail(Source.CLOSED);
  assert.equal(Source.opened.length, 1);

  time.pass(2000);
  assert.equal(Source.opened.length, 2);
  assert.equal(newest().url, '/timeline?after=7');
});

test('a connection that the browser tries again itself is left to it', () => {
  const { source } = open();
  source.fail(0);
  time.pass(60_000);

  assert.equal(Source.opened.length, 1);
});

test('events that were gone before the page was opened are not lost to it', () => {
  const { heard, source } = open();
  source.send('lost', 0, { lost: 90 });
  source.send('tick', 91, {});
  source.send('lost', 0, { lost: 5 });
  time.pass(1);

  assert.deepEqual(heard.map(([name, detail]) => (name === 'lost' ? detail : name)), ['event', 5]);
});

test('ids that go back tell of a restart, before the event', () => {
  const { heard, source } = open();
  source.send('tick', 90, {});
  source.send('tick', 1, {});
  time.pass(1);

  assert.deepEqual(heard.map((each) => (Array.isArray(each) ? each[1].id : each)), [90, 'restart', 1]);
});

test('to begin again is to restart from the oldest event', () => {
  const { stream, heard, source } = open();
  source.send('tick', 90, {});
  time.pass(1);
  source.send('tick', 91, {});
  stream.beginAgain();
  time.pass(1);

  assert.equal(heard.at(-1), 'restart');
  assert.equal(source.readyState, Source.CLOSED);
  assert.equal(newest().url, '/timeline?after=0');
});

test('a tab that is hidden for a while gives its connection back, and resumes when it is seen', () => {
  const { source } = open();
  source.send('tick', 7, {});
  time.pass(1);
  setHidden(true);
  time.pass(14_999);
  assert.equal(source.readyState, 0);

  time.pass(1);
  assert.equal(source.readyState, Source.CLOSED);
  assert.equal(Source.opened.length, 1);

  setHidden(false);
  assert.equal(newest().url, '/timeline?after=7');
});

test('a tab that is hidden for a moment keeps its connection', () => {
  const { source } = open();
  setHidden(true);
  time.pass(5000);
  setHidden(false);
  time.pass(60_000);

  assert.equal(source.readyState, 0);
  assert.equal(Source.opened.length, 1);
});

test('a page that is left gives its connection back', () => {
  const { source } = open();
  page.dispatchEvent(new Event('pagehide'));

  assert.equal(source.readyState, Source.CLOSED);
});
