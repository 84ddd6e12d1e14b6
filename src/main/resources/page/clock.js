/**
 * The service's time, which need not be the browser's. The least delay that an event has had tells
 * the two clocks apart; the browser's side of it never jumps.
 */
export class Clock {
  #offset = Infinity;

  /** An event of the time `at` has just come. */
  observe(at) {
    this.#offset = Math.min(this.#offset, local() - at);
  }

  /** Milliseconds since 1970, there. */
  now() {
    return local() - (Number.isFinite(this.#offset) ? this.#offset : 0);
  }
}

function local() {
  return performance.timeOrigin + performance.now();
}
