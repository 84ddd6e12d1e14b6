const SPANS = [5000, 8000, 10_000, 20_000, 60_000, 300_000, 1_200_000, 3_600_000];
/** The shares of the span that lie after the present, and of the unknown that is shown at most. */
const AHEAD = 0.03;
const UNKNOWN = 1 / 6;

/**
 * Which time the timeline shows. The window follows the present until somebody holds it. Times are
 * milliseconds since 1970.
 */
export class TimeWindow {
  #clock;
  #span;
  /** The right edge; null while the window follows the present. */
  #end = null;
  /**
   * Since when nothing is known, because the connection is cut; null while there is one.
   *
   * @type {number | null}
   */
  blindSince = null;

  /**
   * @param {{now(): number}} clock
   * @param {number} span how much time it shows at first, in ms: 10,000 or 20,000, for example
   */
  constructor(clock, span) {
    this.#clock = clock;
    this.#span = span;
  }

  /** How much time it shows, in ms. */
  get span() {
    return this.#span;
  }

  get follows() {
    return this.#end === null;
  }

  /** What it shows now; nothing is known of what comes after `present`. */
  get range() {
    const now = this.#clock.now();
    const known = this.blindSince ?? now;
    const to = this.#end ?? known + this.#span * AHEAD + this.#unknown(now);
    return { from: to - this.#span, to, present: Math.min(known, now), blind: this.blindSince !== null };
  }

  /** Whether it shows something else a moment later, even if nothing happens. */
  get moves() {
    const now = this.#clock.now();
    if (!this.follows) return this.#end > now && this.blindSince === null;
    return this.blindSince === null || this.#unknown(now) < this.#span * UNKNOWN;
  }

  follow() {
    this.#end = null;
  }

  /** Follows the present and shows so much time, in ms: one of the spans that it has. */
  followClosely(span) {
    this.#span = span;
    this.follow();
  }

  /** Stops following, or follows again. */
  toggle() {
    if (this.follows) this.moveTo(this.range.to);
    else this.follow();
  }

  /** Moves the right edge. There is nothing beyond the present: a window that gets there follows it. */
  moveTo(end) {
    const last = this.#clock.now() + this.#span * AHEAD;
    this.#end = end > last ? null : end;
  }

  /** Brings a time to the middle, if it is out of sight. */
  reveal(time) {
    const { from, to } = this.range;
    if (time < from || time > to) this.#end = time + this.#span / 2;
  }

  /** Shows more time (1) or less (-1), around the same middle. */
  zoom(way) {
    if (!this.canZoom(way)) return;
    const span = SPANS[SPANS.indexOf(this.#span) + way];
    const end = this.follows ? Infinity : this.#end + (span - this.#span) / 2;
    this.#span = span;
    this.moveTo(end);
  }

  canZoom(way) {
    return SPANS.indexOf(this.#span) + way in SPANS;
  }

  /** The unknown time grows into the picture, up to a limit. */
  #unknown(now) {
    return this.blindSince === null ? 0 : Math.min(now - this.blindSince, this.#span * UNKNOWN);
  }
}
