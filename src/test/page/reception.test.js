import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reception } from '../../main/resources/page/reception.js';

function connected() {
  const reception = new Reception();
  reception.connected(0);
  return reception;
}

test('a connection without a past is live', () => {
  const reception = connected();

  assert.equal(reception.text, 'live');
  assert.equal(reception.isNews, false);
});

test('while it is cut, it is reconnecting', () => {
  const reception = connected();
  reception.cut();

  assert.equal(reception.text, 'reconnecting…');
  assert.equal(reception.isNews, false);
});

test('events of the time of the cut are counted as caught up', () => {
  const reception = connected();
  reception.cut();
  reception.connected(1000);

  assert.equal(reception.receive(400), true);
  assert.equal(reception.text, 'live, 1 event caught up');
  assert.equal(reception.receive(900), true);
  assert.equal(reception.text, 'live, 2 events caught up');
  assert.equal(reception.isNews, true);
});

test('the first event after the return ends the catching up', () => {
  const reception = connected();
  reception.cut();
  reception.connected(1000);
  reception.receive(400);

  assert.equal(reception.receive(1000), false);
  assert.equal(reception.receive(990), false);
  assert.equal(reception.text, 'live, 1 event caught up');
});

test('without a cut nothing is caught up', () => {
  const reception = connected();

  assert.equal(reception.receive(-5), false);
  assert.equal(reception.text, 'live');
});

test('events that are gone are counted as lost', () => {
  const reception = connected();
  reception.cut();
  reception.connected(1000);
  reception.lose(30);
  reception.receive(400);

  assert.equal(reception.text, 'live, 1 event caught up, 30 events lost');
});

test("a restart makes what comes then no one's loss", () => {
  const reception = connected();
  reception.cut();
  reception.connected(1000);
  reception.restarted();

  assert.equal(reception.text, 'live, the service was restarted');
  assert.equal(reception.receive(400), false);
});

test('news is told once', () => {
  const reception = connected();
  reception.cut();
  reception.connected(1000);
  reception.receive(400);
  reception.settle();

  assert.equal(reception.text, 'live');
  assert.equal(reception.isNews, false);
  assert.equal(reception.receive(500), false);
});

test('another cut begins anew', () => {
  const reception = connected();
  reception.lose(30);
  reception.cut();
  assert.equal(reception.isNews, false);
  reception.connected(2000);

  assert.equal(reception.text, 'live');
});

test('a service that is stopping is not called live', () => {
  const reception = new Reception();
  reception.connected(0);
  reception.stops(true);

  assert.equal(reception.state, 'stopping');
  assert.equal(reception.text, 'the service is stopping');
  reception.cut();
  assert.equal(reception.state, 'lost');
  reception.connected(10);
  reception.stops(false);
  assert.equal(reception.state, 'live');
});
