import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Users } from '../../main/resources/page/users.js';
import { at, START } from './fixtures.js';

function event(user, ms, waitedMs = 0) {
  return { at: at(ms), user, waitedMs };
}

test('who has arrived waits until the answer comes', () => {
  const users = new Users();
  users.take('user-arrived', event(1, 0));
  users.take('user-arrived', event(2, 100));
  assert.equal(users.waiting, 2);

  users.take('user-served', event(1, 150, 150));

  assert.equal(users.waiting, 1);
  assert.deepEqual(users.from(1).map(({ gone, served }) => [gone, served]), [[START + 150, true], [null, false]]);
});

test('who leaves without an answer waits no more, and was not served', () => {
  const users = new Users();
  users.take('user-arrived', event(1, 0));
  users.take('user-left', event(1, 900, 900));

  assert.equal(users.waiting, 0);
  assert.deepEqual(users.from(1).map(({ gone, served }) => [gone, served]), [[START + 900, false]]);
});

test('an answer tells of an arrival that was not heard of', () => {
  const users = new Users();
  users.take('user-served', event(7, 500, 200));

  assert.equal(users.waiting, 0);
  assert.deepEqual(users.from(7), [{ number: 7, arrived: START + 300, gone: START + 500, served: true }]);
});

test('users are found by their numbers and by their times', () => {
  const users = new Users();
  for (let i = 1; i <= 5; i++) users.take('user-arrived', event(i, 100 * i));

  assert.equal(users.newest, 5);
  assert.deepEqual(users.from(4).map(({ number }) => number), [4, 5]);
  assert.deepEqual(users.between(START + 200, START + 300).map(({ number }) => number), [2, 3]);
});

test('when events are lost, nobody is said to wait for ever', () => {
  const users = new Users();
  users.take('user-arrived', event(1, 0));
  users.take('user-served', event(1, 1, 1));
  users.take('user-arrived', event(2, 100));

  users.loseTrack();

  assert.equal(users.waiting, 0);
  assert.deepEqual(users.from(1).map(({ number }) => number), [1]);
});

test('no more than 2,000 are kept', () => {
  const users = new Users();
  for (let i = 1; i <= 2100; i++) users.take('user-arrived', event(i, i));

  assert.equal(users.from(1).length, 2000);
  assert.equal(users.waiting, 2000);
});
