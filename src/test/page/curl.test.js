import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curl, curlStream, query, repeated } from '../../main/resources/page/curl.js';

const ORIGIN = 'http://localhost:8080';

test('a GET needs no method, and a path without a query no quotes', () => {
  assert.equal(curl('GET', '/jobs', ORIGIN), 'curl localhost:8080/jobs');
});

test('a query is quoted for the shell', () => {
  assert.equal(
    curl('POST', '/jobs/sleep?duration=2s&strategy=event-loop', ORIGIN),
    "curl -X POST 'localhost:8080/jobs/sleep?duration=2s&strategy=event-loop'",
  );
});

test('a scheme that curl does not assume stays', () => {
  assert.equal(curl('GET', '/jobs', 'https://example.org'), 'curl https://example.org/jobs');
});

test('an answer that goes on is not buffered', () => {
  assert.equal(curlStream('POST', '/scenarios/lazy', ORIGIN), 'curl -N -X POST localhost:8080/scenarios/lazy');
});

test('a command is repeated in a loop, once it is more than one', () => {
  assert.equal(repeated('curl x', 1), 'curl x');
  assert.equal(repeated('curl x', 12), 'for i in {1..12}; do curl x; done');
});

test('while the number is not valid, the command is shown once', () => {
  assert.equal(repeated('curl x', NaN), 'curl x');
});

test('parameters keep their order and their commas', () => {
  assert.equal(query({ kind: 'cpu', strategies: 'event-loop,virtual-thread' }), '?kind=cpu&strategies=event-loop,virtual-thread');
  assert.equal(query({}), '');
});

test('no value can end the quotes or start another parameter', () => {
  assert.equal(query({ name: "a'; rm -rf & #b" }), '?name=a%27%3B%20rm%20-rf%20%26%20%23b');
});
