import { LOOP } from './model.js';

const KEPT = 3600;

/** The lines of the chart: whose lateness, which figure of it, and how the line looks. */
export const SERIES = [
  { name: 'loop, max', whose: 'loop', of: ({ corrected }) => corrected.max, width: 1, colour: 'accent', alpha: 0.55 },
  { name: 'loop, p99', whose: 'loop', of: ({ corrected }) => corrected.p99, width: 2, colour: 'accent' },
  { name: 'control, max', whose: 'control', of: ({ corrected }) => corrected.max, width: 1, colour: 'control', alpha: 0.6 },
  { name: 'control, p99', whose: 'control', of: ({ corrected }) => corrected.p99, width: 2, colour: 'control' },
];

/**
 * The values of the chart, second by second: a column of times, in seconds since 1970, and one of
 * milliseconds for each series. A second without a sample has no value, which is null and not zero.
 */
export class LatenessSeries {
  #columns = [[], ...SERIES.map(() => [])];
  #unsampled = [];

  get length() {
    return this.#unsampled.length;
  }

  /** Adds a second, as the service reports it. */
  add({ at, loops, control }) {
    const figures = {
      loop: loops.find(({ name }) => name === LOOP),
      control,
    };
    const [times, ...columns] = this.#columns;
    times.push(Date.parse(at) / 1000);
    SERIES.forEach(({ whose, of }, i) => columns[i].push(isSampled(figures[whose]) ? drawable(of(figures[whose])) : null));
    this.#unsampled.push(!isSampled(figures.loop));
    // Rows are dropped many at a time, since each time moves all that are kept.
    if (this.length > KEPT) this.#all((column) => column.splice(0, KEPT / 10));
  }

  clear() {
    this.#all((column) => (column.length = 0));
  }

  /** The last few seconds: the columns, and the times of the seconds in which the loop had no sample. */
  last(seconds) {
    const from = Math.max(0, this.length - seconds);
    const columns = this.#columns.map((column) => column.slice(from));
    return { columns, unsampled: columns[0].filter((_, i) => this.#unsampled[from + i]) };
  }

  #all(change) {
    for (const column of [...this.#columns, this.#unsampled]) change(column);
  }
}

function isSampled({ samples }) {
  return samples > 0;
}

/** The scale is logarithmic: it has no place for zero. */
function drawable(ms) {
  return ms > 0 ? ms : null;
}
