const SHRINK_AFTER = 5000;

/**
 * How many rows each strategy's lane has: as many as its jobs in view need. A lane grows at once, and
 * shrinks only when it has needed less for a while, so that it does not flicker.
 */
export class RowCounts {
  /** @type {Map<string, number>} */
  #rows = new Map();
  #shrinkAt = new Map();

  /**
   * @param {string[]} strategies
   * @param {import('./model.js').Job[]} jobs those in view
   * @param {number} now in ms, from any origin
   * @returns {Map<string, number>} by strategy
   */
  count(strategies, jobs, now) {
    const wanted = new Map();
    for (const { strategy, row } of jobs) {
      wanted.set(strategy, Math.max(wanted.get(strategy) ?? 0, row + 1));
    }
    for (const name of strategies) {
      const rows = wanted.get(name) ?? 0;
      if (rows >= (this.#rows.get(name) ?? 0)) {
        this.#rows.set(name, rows);
        this.#shrinkAt.set(name, now + SHRINK_AFTER);
      } else if (now > (this.#shrinkAt.get(name) ?? 0)) {
        this.#rows.set(name, rows);
      }
    }
    return this.#rows;
  }
}
