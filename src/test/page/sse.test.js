import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events } from '../../main/resources/page/sse.js';

/** The events of a response that arrives in these pieces. */
async function read(...pieces) {
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  const body = new ReadableStream({
    start(controller) {
      for (const piece of bytes) controller.enqueue(piece);
      controller.close();
    },
  });
  const all = [];
  for await (const event of events(new Response(body))) all.push(event);
  return all;
}

test('each event has its name and its data', async () => {
  assert.deepEqual(await read('event: line\ndata: {"line":"a"}\n\nevent: end\ndata: {}\n\n'), [
    { event: 'line', data: { line: 'a' } },
    { event: 'end', data: {} },
  ]);
});

test('an event that arrives in pieces is one event', async () => {
  assert.deepEqual(await read('event: li', 'ne\ndata: {"a"', ':1}\n', '\n'), [{ event: 'line', data: { a: 1 } }]);
});

test('a character that is cut in two arrives whole', async () => {
  const bytes = new TextEncoder().encode('data: "é"\n\n');
  const middle = bytes.indexOf(0xc3) + 1;

  assert.deepEqual(await read(bytes.slice(0, middle), bytes.slice(middle)), [{ event: 'message', data: 'é' }]);
});

test('data on several lines is one text', async () => {
  assert.deepEqual(await read('data: [1,\ndata: 2]\n\n'), [{ event: 'message', data: [1, 2] }]);
});

test('comments, heartbeats and an event that never ends are passed over', async () => {
  assert.deepEqual(await read(': hello\n\nretry: 2000\n\ndata: 1\n\ndata: 2\n'), [{ event: 'message', data: 1 }]);
});
