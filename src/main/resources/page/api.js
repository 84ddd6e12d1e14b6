/** A problem that the service reports (RFC 9457), or that it cannot be reached. */
export class Problem extends Error {
  /** @param {{detail: string, type?: string, status?: number, parameter?: string, allowed?: string}} json */
  constructor(json) {
    super(json.detail);
    this.type = json.type ?? null;
    this.status = json.status ?? 0;
    this.parameter = json.parameter ?? null;
    this.allowed = json.allowed ?? null;
  }
}

/** @type {import('./token.js').Token | null} */
let token = null;

/**
 * From now on, a request for which the service wants a token is made again with it.
 *
 * @param {import('./token.js').Token} another
 */
export function showToken(another) {
  token = another;
}

/**
 * Sends a request and returns the response.
 *
 * @param {string} method
 * @param {string} path
 * @param {{accept?: string, signal?: AbortSignal}} [options]
 * @throws {Problem} if the response is an error, or there is none
 */
export async function ask(method, path, { accept = 'application/json', signal } = {}) {
  for (;;) {
    const shown = token?.headers() ?? {};
    const response = await answer(path, { method, headers: { Accept: accept, ...shown }, signal });
    if (response.ok) return response;
    const again = response.status === 401 && token !== null && (await token.renew(shown));
    signal?.throwIfAborted();
    if (!again) throw new Problem(await problem(response));
  }
}

async function answer(path, request) {
  try {
    return await fetch(path, request);
  } catch (failed) {
    if (failed.name === 'AbortError') throw failed;
    throw new Problem({ detail: 'The service cannot be reached.' });
  }
}

/** Reads a resource, as JSON. */
export async function get(path) {
  return (await ask('GET', path)).json();
}

/** Sends a request that changes something, and reads the response as JSON. */
export async function send(method, path) {
  return (await ask(method, path)).json();
}

async function problem(response) {
  const json = await response.json().catch(() => ({}));
  return { detail: `The service answered ${response.status}.`, status: response.status, ...json };
}
