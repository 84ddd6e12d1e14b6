import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../main/resources/page/emitter.js';
import { pause, when } from '../../main/resources/page/when.js';

test('what is so already is not waited for', async () => {
  assert.equal(await when(new Emitter(), 'news', () => 0, new AbortController().signal), 0);
});

test('the question is asked again after each emission', async () => {
  const emitter = new Emitter();
  let number = 0;
  const answer = when(emitter, 'news', () => number >= 2 && number, new AbortController().signal);

  while (number < 2) {
    number++;
    emitter.emit('news');
  }

  assert.equal(await answer, 2);
});

test('nothing is waited for once it is aborted', async () => {
  const aborting = new AbortController();
  const waiting = [when(new Emitter(), 'news', () => null, aborting.signal), pause(60_000, aborting.signal)];

  aborting.abort();

  for (const each of waiting) await assert.rejects(each, { name: 'AbortError' });
  await assert.rejects(pause(1, aborting.signal), { name: 'AbortError' });
});
