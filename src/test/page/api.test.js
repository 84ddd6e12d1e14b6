import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, ask, get, send } from '../../main/resources/page/api.js';

/** Answers the next request, and returns what was asked. */
function answer(response) {
  const asked = {};
  globalThis.fetch = async (path, options) => {
    Object.assign(asked, { path, ...options });
    if (response instanceof Error) throw response;
    return response;
  };
  return asked;
}

function problem(status, json) {
  return new Response(JSON.stringify(json), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

test('a resource is asked for as JSON', async () => {
  const asked = answer(Response.json({ jobs: [] }));

  assert.deepEqual(await get('/jobs'), { jobs: [] });
  assert.deepEqual([asked.method, asked.path, asked.headers.Accept], ['GET', '/jobs', 'application/json']);
});

test('a request that changes something has its method', async () => {
  const asked = answer(Response.json({ id: 1 }));
  await send('POST', '/jobs/sleep');

  assert.equal(asked.method, 'POST');
});

test('a problem names what is wrong and what is allowed', async () => {
  answer(problem(400, { status: 400, detail: 'jobs: 0 is not allowed', parameter: 'jobs', allowed: '1 to 100' }));

  await assert.rejects(get('/x'), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.message, error.status, error.parameter, error.allowed], ['jobs: 0 is not allowed', 400, 'jobs', '1 to 100']);
    return true;
  });
});

test('an error that is no problem document says its status', async () => {
  answer(new Response('<html>', { status: 502 }));

  await assert.rejects(get('/x'), { message: 'The service answered 502.', status: 502, parameter: null });
});

test('a service that cannot be reached is a problem too', async () => {
  answer(new TypeError('fetch failed'));

  await assert.rejects(get('/x'), { message: 'The service cannot be reached.', status: 0 });
});

test('a request that was aborted is not a problem', async () => {
  answer(new DOMException('aborted', 'AbortError'));

  await assert.rejects(ask('GET', '/x'), { name: 'AbortError' });
});
