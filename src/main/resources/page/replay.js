const VERSION = 1;
const NAME = '#replay=';
/** The bounds of what a link may hold. Ticks of a millisecond, the shortest interval that there is, fit in. */
const MOST_CHARACTERS = 65_536;
const MOST_BYTES = 262_144;
const MOST_ROWS = 6000;
const MOST_MS = 60_000;
const DAMAGED = 'This link cannot be replayed: it is damaged or incomplete.';

/**
 * The fragment of a link that replays two panels: their numbers as JSON, deflated.
 *
 * @param {import('./panel.js').Panel[]} panels the call on the loop, and the call offloaded
 */
export async function write(panels) {
  const numbers = panels.map(({ span, call, ticks, users }) => [span, ...call, ticks, users]);
  const json = new TextEncoder().encode(JSON.stringify([VERSION, ...numbers]));
  return NAME + base64(await through(new CompressionStream('deflate'), json));
}

/** Whether a fragment claims to be such a link. */
export function isReplay(fragment) {
  return fragment.startsWith(NAME);
}

/**
 * Reads such a fragment. Nothing in it is trusted: what is no bounded number is refused.
 *
 * @param {string} fragment
 * @returns {Promise<import('./panel.js').Panel[]>}
 * @throws {Error} with a sentence for people
 */
export async function read(fragment) {
  const [version, ...panels] = await numbersOf(fragment.slice(NAME.length));
  if (version !== VERSION) throw new Error('This link cannot be replayed: another version of the page made it.');
  if (panels.length !== 2) throw new Error(DAMAGED);
  return panels.map((panel, i) => panelOf(panel, i === 1));
}

async function numbersOf(text) {
  if (text.length > MOST_CHARACTERS || !/^[\w-]+$/.test(text)) throw new Error(DAMAGED);
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const numbers = JSON.parse(new TextDecoder().decode(await through(new DecompressionStream('deflate'), bytes)));
    return rows(numbers, Infinity);
  } catch {
    throw new Error(DAMAGED);
  }
}

function panelOf(numbers, offloaded) {
  const [span, begin, end, ticks, users] = rows(numbers, 5);
  const panel = {
    offloaded,
    span: number(span, 1, MOST_MS),
    call: /** @type {[number, number]} */ ([number(begin, 0, span), number(end, begin, span)]),
    ticks: rows(ticks, MOST_ROWS).map((row) => {
      const [due, late, missed] = rows(row, 3);
      return /** @type {[number, number, number]} */ ([number(due, -MOST_MS, span), number(late, 0, 2 * MOST_MS), number(missed, 0, MOST_ROWS)]);
    }),
    users: rows(users, MOST_ROWS).map((row) => {
      const [arrived, waited] = rows(row, 2);
      return /** @type {[number, number]} */ ([number(arrived, 0, span), number(waited, 0, MOST_MS)]);
    }),
  };
  if (panel.ticks.reduce((sum, [, , missed]) => sum + missed, 0) > MOST_ROWS) throw new Error(DAMAGED);
  return panel;
}

function rows(value, most) {
  if (!Array.isArray(value) || value.length > most) throw new Error(DAMAGED);
  return value;
}

function number(value, least, most) {
  if (!Number.isSafeInteger(value) || value < least || value > most) throw new Error(DAMAGED);
  return value;
}

function base64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** All that comes out of a stream, unless it is too much. */
async function through(stream, bytes) {
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told by the reader.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size > MOST_BYTES) {
      reader.cancel().catch(() => undefined);
      throw new Error(DAMAGED);
    }
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
