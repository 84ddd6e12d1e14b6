/**
 * Tells the service's time, which may differ from the browser's. The event with the shortest delay
 * so far gives the difference. The browser's own time here is monotonic.
 */
export class Clock {
  #offset = Infinity;

  /** Takes note that an event which happened at `at` has just come. */
  observe(at) {
    this.#offset = Math.min(this.#offset, local() - at);
  }

  /** Milliseconds since 1970, by the service's clock. */
  now() {
    return local() - (Number.isFinite(this.#offset) ? this.#offset : 0);
  }
}

function local() {
  return performance.timeOrigin + performance.now();
}
