/** Who is served within this time, in ms, is served at once: the time in which a tick is not late. */
export const AT_ONCE = 100;

/** How many users are kept. */
const KEPT = 2000;

/**
 * A simulated user. Times are milliseconds since 1970.
 *
 * @typedef {object} User
 * @property {number} number
 * @property {number} arrived
 * @property {number | null} gone null while the user waits
 * @property {boolean} served false as well if the user went without an answer
 */

/** The simulated users that the timeline has told of, in the order of their arrivals. */
export class Users {
  /** @type {Map<number, User>} */
  #all = new Map();
  #waiting = 0;
  #newest = 0;

  /** How many wait now. */
  get waiting() {
    return this.#waiting;
  }

  /** The number of the last who came; 0 if nobody did. */
  get newest() {
    return this.#newest;
  }

  /** All from a number on. */
  from(number) {
    return [...this.#all.values()].filter((user) => user.number >= number);
  }

  /** Those who arrived in a time, both ends included. */
  between(from, to) {
    return [...this.#all.values()].filter(({ arrived }) => arrived >= from && arrived <= to);
  }

  /**
   * Takes an event of the timeline.
   *
   * @param {string} name
   * @param {{at: string, user: number, waitedMs: number}} data
   */
  take(name, { at, user: number, waitedMs }) {
    const when = Date.parse(at);
    if (name === 'user-arrived') {
      this.#add({ number, arrived: when, gone: null, served: false });
      return;
    }
    const user = this.#all.get(number) ?? this.#add({ number, arrived: when - waitedMs, gone: null, served: false });
    user.gone = user.arrived + waitedMs;
    user.served = name === 'user-served';
    this.#waiting--;
  }

  /** Drops those who wait: what became of them is not known any more. */
  loseTrack() {
    for (const { number, gone } of this.#all.values()) {
      if (gone === null) this.#all.delete(number);
    }
    this.#waiting = 0;
  }

  clear() {
    this.#all.clear();
    this.#waiting = this.#newest = 0;
  }

  #add(user) {
    this.#all.set(user.number, user);
    this.#waiting++;
    this.#newest = user.number;
    if (this.#all.size > KEPT) {
      const [oldest] = this.#all.values();
      this.#all.delete(oldest.number);
      if (oldest.gone === null) this.#waiting--;
    }
    return user;
  }
}
