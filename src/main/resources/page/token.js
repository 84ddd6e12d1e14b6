const KEY = 'token';

/** What can be sent as a token: visible ASCII. A browser refuses to send anything else in a header. */
export const isToken = (text) => /^[\x21-\x7e]+$/.test(text);

/**
 * The token that the service may want for what changes something. It is kept for this tab alone, and
 * is gone with it.
 */
export class Token {
  #storage;
  #ask;
  #asking = null;

  /**
   * @param {Pick<Storage, 'getItem' | 'setItem'>} storage
   * @param {(wrong: boolean) => Promise<string | null>} ask asks a person for it; null if they have none
   */
  constructor(storage, ask) {
    this.#storage = storage;
    this.#ask = ask;
  }

  /** What a request has to have to show it: nothing, until there is one. */
  headers() {
    const token = this.#storage.getItem(KEY);
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  /**
   * Asks for it, once for all who want it at the same time.
   *
   * @param {Record<string, string>} shown the headers that were refused
   * @returns {Promise<boolean>} whether there is another one to try
   */
  async renew(shown) {
    // Somebody else may have been asked since that request was made.
    if (shown.Authorization !== this.headers().Authorization) return true;
    this.#asking ??= this.#ask('Authorization' in shown).finally(() => (this.#asking = null));
    const given = await this.#asking;
    if (given) this.#storage.setItem(KEY, given);
    return Boolean(given);
  }
}
