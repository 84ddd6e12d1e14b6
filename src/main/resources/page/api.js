/** A problem that the service reports (RFC 9457), or that it cannot be reached. */
export class Problem extends Error {
  /** @param {{detail: string, status?: number, parameter?: string, allowed?: string}} json */
  constructor(json) {
    super(json.detail);
    this.status = json.status ?? 0;
    this.parameter = json.parameter ?? null;
    this.allowed = json.allowed ?? null;
  }
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
  let response;
  try {
    response = await fetch(path, { method, headers: { Accept: accept }, signal });
  } catch (failed) {
    if (failed.name === 'AbortError') throw failed;
    throw new Problem({ detail: 'The service cannot be reached.' });
  }
  if (!response.ok) throw new Problem(await problem(response));
  return response;
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
