import { START } from './fixtures.js';

/** Time that passes only when a test says so: it replaces the timers and the clock of the process. */
export class HandTurnedTime {
  #now = 0;
  #ids = 0;
  #timers = new Map();

  constructor() {
    globalThis.setTimeout = (action, ms = 0) => {
      this.#timers.set(++this.#ids, { action, due: this.#now + ms });
      return this.#ids;
    };
    globalThis.clearTimeout = (id) => this.#timers.delete(id);
    Object.defineProperty(globalThis, 'performance', {
      value: { timeOrigin: START, now: () => this.#now },
      configurable: true,
    });
  }

  /** Lets time pass, and runs the timers that are due then, but not those that they set. */
  pass(ms) {
    this.spend(ms);
    const due = [...this.#timers].filter(([, timer]) => timer.due <= this.#now);
    for (const [id, { action }] of due) {
      if (this.#timers.delete(id)) action();
    }
  }

  /** Lets time pass as code does that keeps its thread busy. */
  spend(ms) {
    this.#now += ms;
  }
}
