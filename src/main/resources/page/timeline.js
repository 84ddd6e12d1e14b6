import { byId, say } from './dom.js';
import { arrange, barOf, heightOf } from './lanes.js';
import { paint } from './paint.js';
import { scheme, still, theme } from './theme.js';
import { duration } from './words.js';

const SPANS = [5000, 10_000, 20_000, 60_000, 300_000, 1_200_000, 3_600_000];
const AHEAD = 0.03;
const BESIDE = 176;
const NARROW = 640;
const FRAME = 32;
const STILL_FRAME = 500;
const SHRINK_AFTER = 1500;

/**
 * The drawn timeline: which time it shows, and what is selected. Time flows through it until
 * somebody holds it. Tells `select` (a job, a block or null) and `frame` ({view, x}) after each
 * drawing.
 *
 * Draws only while it can be seen and something in it moves.
 */
export class Timeline extends EventTarget {
  #model;
  #clock;
  #canvas = byId('canvas');
  #track = byId('track');
  #pen = this.#canvas.getContext('2d');
  #theme = theme();
  #strategies = [];
  #span = innerWidth < NARROW ? 10_000 : 20_000;
  #end = null;
  #blindSince = null;
  #selected = null;
  #bracket = null;
  #size = { width: 0, height: 0 };
  #lanes = null;
  #rows = new Map();
  #shrinkAt = new Map();
  #jobs = [];
  #inSight = true;
  #dirty = true;
  #scheduled = false;
  #drawnAt = 0;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    super();
    this.#model = model;
    this.#clock = clock;
    for (const type of ['tick', 'job', 'block', 'clear']) {
      model.addEventListener(type, () => this.draw());
    }
    scheme.addEventListener('change', () => this.#restyle());
    new ResizeObserver(() => this.#resize()).observe(this.#track);
    new IntersectionObserver(([entry]) => {
      this.#inSight = entry.isIntersecting;
      this.draw();
    }).observe(this.#track);
    document.addEventListener('visibilitychange', () => this.draw());
    this.#show();
  }

  /** The strategies that have a lane, in their order. */
  set strategies(names) {
    this.#strategies = names;
    this.draw();
  }

  /** From when on nothing is known, because nobody tells it; null if somebody does. */
  set blindSince(time) {
    this.#blindSince = time;
    this.draw();
  }

  /** A stretch of the loop's lane to point at. */
  set bracket(bracket) {
    this.#bracket = bracket;
    this.draw();
  }

  /** Flows with the time again. */
  follow() {
    this.#end = null;
    this.#show();
    this.draw();
  }

  /** Selects a job or a block, and brings it into view. */
  select(what) {
    this.#selected = what;
    if (what) this.#reveal(what);
    this.dispatchEvent(new CustomEvent('select', { detail: what }));
    this.draw();
  }

  /** There is something new to see. */
  draw() {
    this.#dirty = true;
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled && this.#inSight && !document.hidden) {
      this.#scheduled = true;
      requestAnimationFrame((now) => this.#frame(now));
    }
  }

  #frame(now) {
    this.#scheduled = false;
    const since = now - this.#drawnAt;
    if (since >= (still.matches && !this.#dirty ? STILL_FRAME : FRAME)) {
      this.#drawnAt = now;
      this.#dirty = false;
      this.#paint();
    }
    if (this.#dirty || this.#moves()) this.#schedule();
  }

  /** Time passes in the picture, or the unknown grows into it. */
  #moves() {
    const now = this.#clock.now();
    if (this.#end !== null) return this.#end > now && this.#blindSince === null;
    return this.#blindSince === null || this.#blindFor(now) < this.#span / 6;
  }

  #paint() {
    const { width, height } = this.#size;
    if (width === 0) return;
    const view = this.#view();
    this.#look(view);
    this.#lanes = arrange(this.#strategies, this.#rows, height, view.left === 0);
    paint(this.#pen, this.#theme, this.#model, this.#lanes, view, this.#jobs);
    const scale = (width - view.left) / (view.to - view.from);
    const x = (time) => view.left + (time - view.from) * scale;
    this.dispatchEvent(new CustomEvent('frame', { detail: { view, x, lanes: this.#lanes } }));
  }

  #view() {
    const { width, height } = this.#size;
    const now = this.#clock.now();
    const to = this.#end ?? (this.#blindSince ?? now) + this.#span * AHEAD + this.#blindFor(now);
    return {
      from: to - this.#span,
      to,
      present: Math.min(this.#blindSince ?? now, now),
      blind: this.#blindSince !== null,
      left: width < NARROW ? 0 : BESIDE,
      width,
      height,
      selected: this.#selected,
      bracket: this.#bracket,
    };
  }

  /** A lost connection stops the picture with some of the unknown in it. */
  #blindFor(now) {
    return this.#blindSince === null ? 0 : Math.min(now - this.#blindSince, this.#span / 6);
  }

  /** Finds the jobs in view and how many rows they need; a group gives rows back slowly. */
  #look(view) {
    const wanted = new Map();
    this.#jobs = [];
    for (const job of this.#model.jobs.values()) {
      const end = job.released ?? job.finished ?? Infinity;
      if (job.submitted > view.to || end < view.from) continue;
      this.#jobs.push(job);
      if (job.row >= 0) {
        wanted.set(job.strategy, Math.max(wanted.get(job.strategy) ?? 0, job.row + 1));
      }
    }
    const now = performance.now();
    for (const name of this.#strategies) {
      const rows = wanted.get(name) ?? 0;
      const had = this.#rows.get(name) ?? 0;
      if (rows >= had) {
        this.#rows.set(name, rows);
        this.#shrinkAt.set(name, now + SHRINK_AFTER);
      } else if (now > (this.#shrinkAt.get(name) ?? 0)) {
        this.#rows.set(name, rows);
      }
    }
  }

  #resize() {
    const width = this.#track.clientWidth;
    const height = heightOf(width < NARROW);
    const density = Math.min(devicePixelRatio || 1, 2);
    this.#size = { width, height };
    this.#canvas.width = Math.round(width * density);
    this.#canvas.height = Math.round(height * density);
    this.#canvas.style.height = `${height}px`;
    this.#pen.setTransform(density, 0, 0, density, 0, 0);
    this.#dirty = true;
    this.#paint();
  }

  #restyle() {
    this.#theme = theme();
    this.draw();
  }

  /** Goes to the job or block before or after the one that is selected. */
  step(way) {
    const all = [...this.#model.jobs.values(), ...this.#model.blocks.values()].sort(
      (a, b) => beginOf(a) - beginOf(b),
    );
    if (all.length === 0) return;
    const at = all.indexOf(this.#selected);
    const next = at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + way));
    this.select(all[next]);
  }

  #reveal(what) {
    const begin = beginOf(what);
    const view = this.#view();
    if (begin < view.from || begin > view.to) {
      this.#end = begin + this.#span / 2;
      this.#show();
    }
  }

  /** The job whose bar is at a point of the drawing, or null. */
  jobAt(left, y) {
    if (!this.#lanes) return null;
    const view = this.#view();
    const scale = this.#span / (view.width - view.left);
    const time = view.from + (left - view.left) * scale;
    const slack = 3 * scale;
    const hit = this.#jobs.findLast((job) => {
      const bar = barOf(this.#lanes, job);
      if (!bar || y < bar.y || y > bar.y + bar.height) return false;
      return time >= job.started - slack && time <= (job.finished ?? view.present) + slack;
    });
    return hit ?? null;
  }

  /** Holds the time, or lets it flow again. */
  toggle() {
    if (this.#end === null) this.#moveTo(this.#view().to);
    else this.follow();
  }

  /** Moves through time by a share of what is shown. */
  pan(share) {
    this.grab()(share);
  }

  /** Moves from where it is now by shares of what is shown. */
  grab() {
    const { to } = this.#view();
    return (share) => this.#moveTo(to + share * this.#span);
  }

  /** Beyond the present there is nothing: whoever goes there flows with it again. */
  #moveTo(end) {
    const last = this.#clock.now() + this.#span * AHEAD;
    this.#end = end > last ? null : end;
    this.#show();
    this.draw();
  }

  /** Shows more time (1) or less (-1). */
  zoom(way) {
    const at = SPANS.indexOf(this.#span);
    const span = SPANS[Math.min(SPANS.length - 1, Math.max(0, at + way))];
    if (this.#end !== null) this.#end += (span - this.#span) / 2;
    this.#span = span;
    this.#moveTo(this.#end ?? Infinity);
  }

  #show() {
    byId('follow').setAttribute('aria-pressed', String(this.#end === null));
    say(byId('span'), duration(this.#span).replace('.0', ''));
    byId('zoom-in').disabled = this.#span === SPANS[0];
    byId('zoom-out').disabled = this.#span === SPANS.at(-1);
  }
}

function beginOf(what) {
  return what.start ?? what.started ?? what.submitted;
}
