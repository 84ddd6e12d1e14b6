/**
 * Keeps the newest rows of numbers: an hour of ticks fits into a few hundred kilobytes. The first
 * number of a row is its time, and no time is earlier than the one before it.
 */
export class Ring {
  #columns;
  #capacity;
  #added = 0;

  /**
   * @param {number} capacity how many rows it keeps
   * @param {number} width how many numbers a row has
   */
  constructor(capacity, width) {
    this.#capacity = capacity;
    this.#columns = Array.from({ length: width }, () => new Float64Array(capacity));
  }

  get length() {
    return Math.min(this.#added, this.#capacity);
  }

  /** @param {...number} row */
  add(...row) {
    const slot = this.#added++ % this.#capacity;
    row.forEach((number, column) => (this.#columns[column][slot] = number));
  }

  /**
   * @param {number} index 0 is the oldest row
   * @param {number} column
   */
  at(index, column = 0) {
    const oldest = this.#added - this.length;
    return this.#columns[column][(oldest + index) % this.#capacity];
  }

  /** The index of the first row at `time` or later; the length if there is none. */
  from(time) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  clear() {
    this.#added = 0;
  }
}
