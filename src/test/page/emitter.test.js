import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../main/resources/page/emitter.js';

test('every listener of a name gets the detail, and no other listener', () => {
  const emitter = new Emitter();
  const heard = [];
  emitter.on('tick', (detail) => heard.push(['first', detail]));
  emitter.on('tick', (detail) => heard.push(['second', detail]));
  emitter.on('job', () => heard.push('never'));

  emitter.emit('tick', 7);

  assert.deepEqual(heard, [['first', 7], ['second', 7]]);
});

test('a listener that was stopped hears nothing more', () => {
  const emitter = new Emitter();
  const heard = [];
  const stop = emitter.on('tick', (detail) => heard.push(detail));

  emitter.emit('tick', 1);
  stop();
  emitter.emit('tick', 2);

  assert.deepEqual(heard, [1]);
});

test('a name without a detail is emitted as well', () => {
  const emitter = new Emitter();
  const heard = [];
  emitter.on('clear', (detail) => heard.push(detail));

  emitter.emit('clear');

  assert.equal(heard.length, 1);
});
