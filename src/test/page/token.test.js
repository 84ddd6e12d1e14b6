import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, send, showToken } from '../../main/resources/page/api.js';
import { curl, withToken } from '../../main/resources/page/curl.js';
import { isToken, Token } from '../../main/resources/page/token.js';

/** A tab's storage. */
function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

/** A service that wants a token, and a person who types these. Returns what was sent and asked. */
function locked(right, ...typed) {
  const seen = { sent: [], asked: [] };
  globalThis.fetch = async (path, { headers }) => {
    seen.sent.push(headers.Authorization);
    return headers.Authorization === `Bearer ${right}`
      ? Response.json({ id: 1 })
      : Response.json({ status: 401, detail: 'a token' }, { status: 401 });
  };
  showToken(
    new Token(storage(), async (wrong) => {
      seen.asked.push(wrong);
      return typed.shift() ?? null;
    }),
  );
  return seen;
}

test('a token is asked for when the service wants one, and only once', async () => {
  const seen = locked('right', 'right');

  assert.deepEqual(await send('POST', '/jobs/sleep'), { id: 1 });
  await send('POST', '/jobs/sleep');
  assert.deepEqual(seen.sent, [undefined, 'Bearer right', 'Bearer right']);
  assert.deepEqual(seen.asked, [false]);
});

test('a wrong token is asked for again', async () => {
  const seen = locked('right', 'wrong', 'right');

  await send('DELETE', '/jobs/1');
  assert.deepEqual(seen.asked, [false, true]);
});

test('many requests at the same time ask for one token', async () => {
  const seen = locked('right', 'right');

  await Promise.all([1, 2, 3].map((id) => send('DELETE', `/jobs/${id}`)));
  assert.deepEqual(seen.asked, [false]);
});

test('whoever has no token gets the problem', async () => {
  const seen = locked('right');

  await assert.rejects(send('POST', '/jobs/sleep'), (error) => error instanceof Problem && error.status === 401);
  assert.equal(seen.sent.length, 1);
});

test('a text that no header can have is not taken for a token', () => {
  for (const text of ['a-token-of-16-ch', '!"#$%&()*+,-./:;', '~'.repeat(256)]) {
    assert.ok(isToken(text), text);
    new Headers({ Authorization: `Bearer ${text}` });
  }
  for (const text of ['', 'with a space', 'tökén', 'a–dash', 'a\ttab', 'a\nline', '🔑', '\x7f']) {
    assert.ok(!isToken(text), text);
  }
});

test('commands that change something show the token where one is needed', () => {
  withToken();
  assert.equal(curl('POST', '/jobs/sleep', 'http://x'), 'curl -H "Authorization: Bearer $TOKEN" -X POST x/jobs/sleep');
  assert.equal(curl('GET', '/jobs', 'http://x'), 'curl x/jobs');
  withToken(false);
  assert.equal(curl('DELETE', '/jobs/1', 'http://x'), 'curl -X DELETE x/jobs/1');
});
