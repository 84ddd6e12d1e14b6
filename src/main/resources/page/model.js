import { Ring } from './ring.js';

const TICKS = 8192;
const WAITING = 16_384;
const JOBS = 5000;
const BLOCKS = 200;

/** The thread on which the loop under test runs. */
export const LOOP = 'loop-under-test';

/**
 * One job, as much of it as is shown. Times are milliseconds since 1970, null while they are not
 * known.
 *
 * @typedef {object} Job
 * @property {number} id
 * @property {string} kind
 * @property {string} strategy
 * @property {Record<string, string>} arguments
 * @property {string} state
 * @property {string | null} error
 * @property {string | null} thread
 * @property {number} row its lane among those of its strategy; -1 while it has none
 * @property {number} submitted
 * @property {number | null} started
 * @property {number | null} finished
 * @property {number | null} released when its thread came back, if that was after its end
 * @property {number | null} queueWaitMs
 * @property {number | null} runMs
 */

/**
 * A time in which the loop was blocked.
 *
 * @typedef {object} Block
 * @property {number} number
 * @property {number} start
 * @property {boolean} over whether it is known how long it was
 * @property {number | null} end null while it lasts
 * @property {string} cause
 * @property {{id: number, kind: string, strategy: string} | null} job
 * @property {string | null} where
 * @property {string[]} frames
 */

/**
 * What the timeline shows: the last hour's ticks, the last 5,000 jobs, the last 200 blocks. Tells
 * `tick`, `job` and `block` when one is new or another, `forget` when jobs are gone, `broken` when
 * ticks are missing that nobody said are lost, and `clear`.
 */
export class Model extends EventTarget {
  /** Rows of: time, lateness in ms, due times missed before it. */
  ticks = new Ring(TICKS, 3);
  /** Rows of: time, how many jobs wait from then on. */
  waiting = new Ring(WAITING, 2);
  /** @type {Map<number, Job>} */
  jobs = new Map();
  /** @type {Map<number, Block>} */
  blocks = new Map();
  /** How many jobs there have been, kept or not. */
  jobsSeen = 0;
  /** When the last event happened. */
  newest = 0;
  #first = 0;
  #seq = 0;
  #missing = 0;
  #lost = 0;
  #queued = 0;
  #rows = new Rows();

  /** Takes an event of the timeline. */
  take(name, data) {
    switch (name) {
      case 'tick':
        return this.#tick(data);
      case 'blocked':
        return this.#block(data);
      default:
        return this.#job(name, data);
    }
  }

  /** Events are gone: the next tick need not follow the last. */
  lose(events) {
    this.#lost += events;
  }

  /**
   * Events are gone, and among them may have been the ends of jobs.
   *
   * @param {any[]} jobs the newest, as they stand now
   */
  catchUp(jobs) {
    const now = new Map(jobs.map((job) => [job.id, job]));
    for (const job of [...this.jobs.values()].filter(({ finished }) => finished === null)) {
      const told = now.get(job.id);
      // One that is outside of what was asked for may still be under way.
      if (!told && job.id >= jobs.at(-1)?.id && job.id <= jobs[0]?.id) this.#forget(job);
      if (told?.finished) this.#job('finished', { at: told.finished, job: told });
    }
    const queued = [...this.jobs.values()].filter(({ state }) => state === 'queued').length;
    this.#wait(this.newest, queued - this.#queued);
    this.#tell('forget');
  }

  clear() {
    this.ticks.clear();
    this.waiting.clear();
    this.jobs.clear();
    this.blocks.clear();
    this.jobsSeen = this.newest = this.#queued = 0;
    this.#first = this.#seq = this.#missing = this.#lost = 0;
    this.#rows = new Rows();
    this.#tell('clear');
  }

  /** From which tick to which it heard, and how many of those between are missing. */
  get heard() {
    return { first: this.#first, last: this.#seq, missing: this.#missing };
  }

  #tick(tick) {
    const expected = this.#seq + 1;
    if (this.#seq > 0 && (tick.seq < expected || tick.seq > expected + this.#lost)) {
      return this.#tell('broken');
    }
    if (this.#seq === 0) this.#first = tick.seq;
    else this.#missing += tick.seq - expected;
    this.#seq = tick.seq;
    this.#lost = 0;
    const at = this.#time(tick.at);
    this.ticks.add(at, tick.lateMs, tick.missed);
    this.#closeBlocks(at);
    return this.#tell('tick', { at, late: tick.lateMs, missed: tick.missed });
  }

  /** A loop that beats does not stand still, also when nobody says that a block is over. */
  #closeBlocks(at) {
    for (const block of this.blocks.values()) {
      if (block.end === null && block.start < at) {
        block.end = at;
        this.#tell('block', block);
      }
    }
  }

  #job(event, { at, job: told }) {
    const when = this.#time(at);
    let job = this.jobs.get(told.id);
    if (!job) {
      this.jobsSeen++;
      job = { id: told.id, row: -1, released: null };
      this.jobs.set(job.id, job);
      this.#forgetOldJobs();
    }
    const had = { thread: job.thread, state: job.state };
    Object.assign(job, {
      kind: told.kind,
      strategy: told.strategy,
      arguments: told.arguments,
      state: told.state,
      error: told.error && `${told.error.type}: ${told.error.message}`,
      thread: told.thread?.name ?? null,
      submitted: Date.parse(told.submitted),
      started: told.started && Date.parse(told.started),
      finished: told.finished && Date.parse(told.finished),
      released: event === 'released' ? when : told.holdsThread ? Infinity : null,
      queueWaitMs: told.queueWaitMs,
      runMs: told.runMs,
    });
    if (event === 'queued') {
      this.#wait(when, 1);
    } else if (had.state === 'queued') {
      this.#wait(when, -1);
    }
    if (job.thread && job.row < 0) job.row = this.#rows.take(job);
    if (job.finished && job.released !== Infinity) this.#rows.give(job);
    this.#tell('job', { event, job });
  }

  #block(told) {
    const known = this.blocks.get(told.number);
    if (known?.over && !told.over) return;
    const start = this.#time(told.start);
    const block = known ?? { number: told.number, frames: [] };
    Object.assign(block, {
      start,
      over: told.over,
      end: told.over ? start + told.lengthMs : null,
      cause: told.cause,
      job: told.job,
      where: told.where,
      frames: told.frames.length > 0 ? told.frames : block.frames,
    });
    this.newest = Math.max(this.newest, start + told.lengthMs);
    this.blocks.set(block.number, block);
    if (this.blocks.size > BLOCKS) this.blocks.delete(this.blocks.keys().next().value);
    this.#tell('block', block);
  }

  #wait(at, more) {
    this.#queued = Math.max(0, this.#queued + more);
    this.waiting.add(at, this.#queued);
  }

  #forgetOldJobs() {
    if (this.jobs.size <= JOBS) return;
    for (const [id, job] of this.jobs) {
      if (job.finished !== null) {
        this.jobs.delete(id);
        return;
      }
    }
  }

  #forget(job) {
    this.jobs.delete(job.id);
    if (job.row >= 0) this.#rows.give(job);
  }

  #time(text) {
    const at = Date.parse(text);
    this.newest = Math.max(this.newest, at);
    return at;
  }

  #tell(type, detail = undefined) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * Which lane a thread's jobs get among those of its strategy: its own from last time if that is
 * free, otherwise the uppermost that is.
 */
class Rows {
  #taken = new Map();
  #last = new Map();

  take(job) {
    const taken = this.#of(job.strategy);
    const own = this.#last.get(job.thread);
    let row = own !== undefined && !taken.has(own) ? own : 0;
    while (taken.has(row)) row++;
    taken.add(row);
    this.#last.delete(job.thread);
    this.#last.set(job.thread, row);
    if (this.#last.size > 1000) this.#last.delete(this.#last.keys().next().value);
    return row;
  }

  give(job) {
    this.#of(job.strategy).delete(job.row);
  }

  #of(strategy) {
    if (!this.#taken.has(strategy)) this.#taken.set(strategy, new Set());
    return this.#taken.get(strategy);
  }
}
