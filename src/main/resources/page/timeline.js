import { blockedTimes } from './blocked-times.js';
import { endOf } from './blocks.js';
import { byId, say } from './dom.js';
import { Emitter } from './emitter.js';
import { arrange, barOf } from './lanes.js';
import { isShaded } from './paint-loop.js';
import { paint, xOf } from './paint.js';
import { RowCounts } from './row-counts.js';
import { scheme, still, theme } from './theme.js';
import { TimeWindow } from './time-window.js';
import { duration } from './words.js';

const BESIDE = 176;
const NARROW = 640;
/** The time between two drawings, in ms, and where ticks are shading, which costs more and shows less. */
const FRAME = 32;
const SHADED_FRAME = 100;
/** A user who came so long before the time shown, in ms, is out of sight. */
const MOST_WAIT = 10_000;
/** The time between two drawings, in ms, where nothing is to move. */
const STILL_FRAME = 1000;
/** How far beside a bar, in pixels, it is still hit: some bars are very narrow. */
const SLACK = 3;

/**
 * The drawn timeline, and what is selected on it. Emits `select` and, after each drawing, `frame`. It
 * draws only while it is in sight and something in it moves.
 *
 * @typedef {import('./model.js').Job | import('./model.js').Block} Selectable
 * @extends {Emitter<{
 *   select: Selectable | null,
 *   frame: {
 *     view: import('./paint.js').View,
 *     x: (time: number) => number,
 *     lanes: import('./lanes.js').Lanes,
 *     jobs: import('./model.js').Job[],
 *     times: import('./blocked-times.js').BlockedTime[],
 *   },
 * }>}
 */
export class Timeline extends Emitter {
  #model;
  #window;
  #canvas = byId('canvas');
  #track = byId('track');
  #pen = this.#canvas.getContext('2d');
  #theme = theme();
  #strategies = [];
  #selected = null;
  #bracket = null;
  #width = 0;
  #height = 0;
  #lanes = null;
  #rows = new RowCounts();
  #jobs = [];
  #inSight = true;
  #dirty = true;
  #scheduled = false;
  /** Since when it may be drawn again; a person who moves it does not wait for that. */
  #drawnAt = 0;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    super();
    this.#model = model;
    this.#window = new TimeWindow(clock, innerWidth < NARROW ? 10_000 : 20_000);
    model.on('tick', () => this.draw());
    model.on('job', () => this.draw());
    model.on('block', () => this.draw());
    model.on('user', () => this.draw());
    model.on('clear', () => this.draw());
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

  /** Since when nothing is known, because the connection is cut; null while there is one. */
  set blindSince(time) {
    this.#window.blindSince = time;
    this.draw();
  }

  /** A stretch of the loop's lane to mark; null for none. */
  set bracket(bracket) {
    this.#bracket = bracket;
    this.draw();
  }

  /** Follows the present again. */
  follow() {
    this.#move(() => this.#window.follow());
  }

  /** Shows so much time, in ms, up to the present. */
  followClosely(span) {
    this.#move(() => this.#window.followClosely(span));
  }

  /** Selects a job or a block, and brings it into view. */
  select(what) {
    this.#selected = what;
    this.#move(() => what && this.#window.reveal(beginOf(what)));
    this.emit('select', what);
  }

  /** Draws soon, because there is something new to see. */
  draw() {
    this.#dirty = true;
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled && this.#inSight && !document.hidden) {
      this.#scheduled = true;
      const rest = this.#drawnAt + this.#pace - performance.now();
      setTimeout(() => requestAnimationFrame((now) => this.#frame(now)), Math.max(0, rest));
    }
  }

  get #pace() {
    if (still.matches) return STILL_FRAME;
    return this.#width > 0 && isShaded(this.#model, this.#view()) ? SHADED_FRAME : FRAME;
  }

  #frame(now) {
    this.#scheduled = false;
    this.#drawnAt = now;
    this.#dirty = false;
    this.#paint();
    if (this.#dirty || this.#window.moves) this.#schedule();
  }

  #paint() {
    if (this.#width === 0) return;
    const view = this.#view();
    const x = xOf(view);
    this.#jobs = [...this.#model.jobs.values()].filter((job) => isInView(job, view));
    const rows = this.#rows.count(this.#strategies, this.#jobs, performance.now());
    const users = this.#model.users.between(view.from - MOST_WAIT, view.to);
    const lanes = arrange(this.#strategies, rows, view.left === 0, users.length > 0);
    this.#lanes = lanes;
    this.#fit(lanes.height);
    view.height = lanes.height;
    const times = blockedTimes(this.#model.blocks.values(), this.#jobs, view.present).filter(
      (time) => time.start < view.to && endOf(time, view.present) > view.from,
    );
    paint(this.#pen, this.#theme, this.#model, lanes, view, this.#jobs, users, times, x);
    this.emit('frame', { view, x, lanes, jobs: this.#jobs, times });
  }

  #view() {
    return {
      ...this.#window.range,
      left: this.#width < NARROW ? 0 : BESIDE,
      width: this.#width,
      height: this.#height,
      selected: this.#selected,
      bracket: this.#bracket,
    };
  }

  #resize() {
    if (this.#track.clientWidth === this.#width) return;
    this.#width = this.#track.clientWidth;
    this.#height = 0;
    this.#paint();
  }

  /** Makes the canvas as large as the lanes are. */
  #fit(height) {
    if (height === this.#height) return;
    const density = Math.min(devicePixelRatio || 1, 2);
    this.#height = height;
    this.#canvas.width = Math.round(this.#width * density);
    this.#canvas.height = Math.round(height * density);
    this.#canvas.style.height = `${height}px`;
    this.#pen.setTransform(density, 0, 0, density, 0, 0);
  }

  #restyle() {
    this.#theme = theme();
    this.draw();
  }

  /** Selects the job or block before (-1) or after (1) the one that is selected. */
  step(way) {
    const all = [...this.#model.jobs.values(), ...this.#model.blocks.values()].sort(
      (a, b) => beginOf(a) - beginOf(b),
    );
    if (all.length === 0) return;
    const at = all.indexOf(this.#selected);
    const next = at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + way));
    this.select(all[next]);
  }

  /** The job whose bar is at a point of the drawing; null if there is none. */
  jobAt(left, y) {
    if (!this.#lanes) return null;
    const view = this.#view();
    const x = xOf(view);
    const hit = this.#jobs.findLast((job) => {
      const bar = barOf(this.#lanes, job);
      if (!bar || y < bar.y || y > bar.y + bar.height) return false;
      return left >= x(job.started) - SLACK && left <= x(job.finished ?? view.present) + SLACK;
    });
    return hit ?? null;
  }

  /** Stops following the present, or follows it again. */
  toggle() {
    this.#move(() => this.#window.toggle());
  }

  /** Moves through time by a share of the span that it shows. */
  pan(share) {
    this.grab()(share);
  }

  /** Takes hold of the time that it shows now, to be moved by shares of the span. */
  grab() {
    const { to } = this.#window.range;
    return (share) => this.#move(() => this.#window.moveTo(to + share * this.#window.span));
  }

  /** Shows more time (1) or less (-1). */
  zoom(way) {
    this.#move(() => this.#window.zoom(way));
  }

  #move(change) {
    change();
    this.#show();
    this.#drawnAt = 0;
    this.draw();
  }

  #show() {
    byId('follow').setAttribute('aria-pressed', String(this.#window.follows));
    say(byId('span'), duration(this.#window.span).replace('.0', ''));
    byId('zoom-in').disabled = !this.#window.canZoom(-1);
    byId('zoom-out').disabled = !this.#window.canZoom(1);
  }
}

function beginOf(what) {
  return what.start ?? what.started ?? what.submitted;
}

function isInView(job, { from, to }) {
  return job.submitted <= to && (job.released ?? job.finished ?? Infinity) >= from;
}
