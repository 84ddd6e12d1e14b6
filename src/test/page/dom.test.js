import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, soon } from '../../main/resources/page/dom.js';
import { HandTurnedTime } from './hand-turned-time.js';

test('many calls before it is time are one action', () => {
  const time = new HandTurnedTime();
  let actions = 0;
  const act = soon(250, () => actions++);

  act();
  act();
  time.pass(249);
  assert.equal(actions, 0);
  time.pass(1);
  assert.equal(actions, 1);

  act();
  time.pass(250);
  assert.equal(actions, 2);
});

test('a text that is there already is not set again', () => {
  let sets = 0;
  const element = {
    get textContent() {
      return 'live';
    },
    set textContent(_) {
      sets++;
    },
  };

  say(element, 'live');
  assert.equal(sets, 0);
  say(element, 'reconnecting…');
  assert.equal(sets, 1);
});
