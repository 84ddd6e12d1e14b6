import { Emitter } from './emitter.js';
import { Ring } from './ring.js';
import { Users } from './users.js';

const TICKS = 8192;
const QUEUE = 16_384;
const JOBS = 5000;
const BLOCKS = 200;

/** The name of the loop under test, and of its thread. */
export const LOOP = 'loop-under-test';

/**
 * What the page knows of a job. Times are milliseconds since 1970, and null until they are known.
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {number} number its name for people, in the order of submission
 * @property {string} kind
 * @property {string} strategy
 * @property {Record<string, string>} arguments
 * @property {string} state
 * @property {string | null} error
 * @property {string | null} thread
 * @property {number} row where it stands among the rows of its strategy; -1 while it has none
 * @property {number} submitted
 * @property {number | null} started
 * @property {number | null} finished
 * @property {number | null} released when its thread came back, if that was after its end; infinite
 *     while the thread is still held
 * @property {number | null} queueWaitMs
 * @property {number | null} runMs
 */

/**
 * A time in which the loop was blocked, as the service reports it.
 *
 * @typedef {object} Block
 * @property {number} number
 * @property {number} start
 * @property {boolean} over whether the report is the final one
 * @property {number | null} end null while it lasts
 * @property {'call' | 'gc' | 'machine' | 'unknown'} cause of most of it
 * @property {{call: number, gc: number, machine: number, unknown: number}} parts how much of it each
 *     cause made, in ms
 * @property {{id: string, number: number, kind: string, strategy: string} | null} job
 * @property {string | null} where
 * @property {string[]} frames
 */

/**
 * What the timeline shows: the last hour's ticks, all jobs that are not over with the last 5,000
 * that are, the last 200 blocks, the last 2,000 simulated users. Emits `tick`, `job`, `block` and
 * `user` when one is new or has changed, `forget` when jobs may be gone, `broken` when ticks are missing that the service did not report as
 * lost, and `clear`.
 *
 * @extends {Emitter<{
 *   tick: {at: number, late: number, missed: number},
 *   job: {event: string, job: Job},
 *   block: Block,
 *   user: undefined,
 *   forget: undefined,
 *   broken: undefined,
 *   clear: undefined,
 * }>}
 */
export class Model extends Emitter {
  /** Rows of: time, lateness in ms, due times missed before it. */
  ticks = new Ring(TICKS, 3);
  /** Rows of: time, how many jobs are queued from then on. */
  queue = new Ring(QUEUE, 2);
  /** @type {Map<string, Job>} */
  jobs = new Map();
  /** @type {Map<number, Block>} */
  blocks = new Map();
  users = new Users();
  /** How many jobs there have been, including those that were dropped. */
  jobsSeen = 0;
  /** When the last event happened. */
  newest = 0;
  #first = 0;
  #seq = 0;
  #missing = 0;
  #lost = 0;
  #queued = 0;
  /** The ids of the jobs that are over, in the order in which they ended. */
  #over = new Set();
  #rows = new Rows();

  /** Takes an event of the timeline. */
  take(name, data) {
    switch (name) {
      case 'tick':
        return this.#tick(data);
      case 'blocked':
        return this.#block(data);
      case 'user-arrived':
      case 'user-served':
      case 'user-left':
        return this.#user(name, data);
      default:
        return this.#job(name, data);
    }
  }

  /** Takes note that events are lost: the next tick need not follow the last one. */
  lose(events) {
    this.#lost += events;
    this.users.loseTrack();
  }

  /**
   * Makes up for lost events, among which may have been the ends of jobs.
   *
   * @param {any[]} jobs the service's newest jobs as they are now, newest first
   */
  catchUp(jobs) {
    const now = new Map(jobs.map((job) => [job.id, job]));
    for (const job of [...this.jobs.values()].filter(({ finished }) => finished === null)) {
      const told = now.get(job.id);
      // A job that is older or newer than all of these may still be running.
      if (!told && job.number >= jobs.at(-1)?.number && job.number <= jobs[0]?.number) this.#forget(job);
      if (told?.finished) this.#job('finished', { at: told.finished, job: told });
    }
    const queued = [...this.jobs.values()].filter(({ state }) => state === 'queued').length;
    this.#enqueue(this.newest, queued - this.#queued);
    this.emit('forget');
  }

  /** When the last tick came; 0 before the first. */
  get newestTick() {
    return this.ticks.length === 0 ? 0 : this.ticks.at(this.ticks.length - 1);
  }

  clear() {
    this.ticks.clear();
    this.queue.clear();
    this.jobs.clear();
    this.blocks.clear();
    this.users.clear();
    this.#over.clear();
    this.jobsSeen = this.newest = this.#queued = 0;
    this.#first = this.#seq = this.#missing = this.#lost = 0;
    this.#rows = new Rows();
    this.emit('clear');
  }

  /** The first and the last tick that it received, and how many of those between are missing. */
  get received() {
    return { first: this.#first, last: this.#seq, missing: this.#missing };
  }

  #tick(tick) {
    const expected = this.#seq + 1;
    if (this.#seq > 0 && (tick.seq < expected || tick.seq > expected + this.#lost)) {
      return this.emit('broken');
    }
    if (this.#seq === 0) this.#first = tick.seq;
    else this.#missing += tick.seq - expected;
    this.#seq = tick.seq;
    this.#lost = 0;
    const at = this.#time(tick.at);
    this.ticks.add(at, tick.lateMs, tick.missed);
    this.#closeBlocks(at);
    return this.emit('tick', { at, late: tick.lateMs, missed: tick.missed });
  }

  /** A tick shows that no block lasts any longer, even if its final report is missing. */
  #closeBlocks(at) {
    for (const block of this.blocks.values()) {
      if (block.end === null && block.start < at) {
        block.end = at;
        this.emit('block', block);
      }
    }
  }

  #job(event, { at, job: told }) {
    const when = this.#time(at);
    let job = this.jobs.get(told.id);
    if (!job) {
      this.jobsSeen++;
      job = /** @type {Job} */ ({ id: told.id, number: told.number, row: -1 });
      this.jobs.set(job.id, job);
    }
    const before = job.state;
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
      this.#enqueue(when, 1);
    } else if (before === 'queued') {
      this.#enqueue(when, -1);
    }
    if (job.thread && job.row < 0) job.row = this.#rows.take(job);
    if (isOver(job)) this.#retire(job);
    this.emit('job', { event, job });
  }

  #block(told) {
    const known = this.blocks.get(told.number);
    if (known?.over && !told.over) return;
    const start = this.#time(told.start);
    const block = known ?? /** @type {Block} */ ({ number: told.number, frames: [] });
    Object.assign(block, {
      start,
      over: told.over,
      end: told.over ? start + told.lengthMs : null,
      cause: told.cause,
      parts: { call: told.callMs, gc: told.gcMs, machine: told.machineMs, unknown: told.unknownMs },
      job: told.job,
      where: told.where,
      frames: told.frames.length > 0 ? told.frames : block.frames,
    });
    this.newest = Math.max(this.newest, start + told.lengthMs);
    this.blocks.set(block.number, block);
    if (this.blocks.size > BLOCKS) this.blocks.delete(this.blocks.keys().next().value);
    this.emit('block', block);
  }

  #user(event, data) {
    this.#time(data.at);
    this.users.take(event, data);
    this.emit('user');
  }

  #enqueue(at, more) {
    this.#queued = Math.max(0, this.#queued + more);
    this.queue.add(at, this.#queued);
  }

  /** Drops the job that ended first when there are too many of them. */
  #retire(job) {
    this.#rows.give(job);
    this.#over.add(job.id);
    if (this.#over.size > JOBS) {
      const [first] = this.#over;
      this.#over.delete(first);
      this.jobs.delete(first);
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
}

/** Whether nothing more can happen to a job: it has ended, and its thread is back. */
function isOver(job) {
  return job.finished !== null && job.released !== Infinity;
}

/**
 * Gives each running job a row among those of its strategy: the row that its thread had last time
 * if that is free, otherwise the topmost free one. Once no job of a strategy runs, its threads begin
 * at the top again.
 */
class Rows {
  #all = new Map();

  take(job) {
    const { taken, last } = this.#of(job.strategy);
    if (taken.size === 0) last.clear();
    const own = last.get(job.thread);
    let row = own !== undefined && !taken.has(own) ? own : 0;
    while (taken.has(row)) row++;
    taken.add(row);
    last.delete(job.thread);
    last.set(job.thread, row);
    if (last.size > 1000) last.delete(last.keys().next().value);
    return row;
  }

  give(job) {
    this.#of(job.strategy).taken.delete(job.row);
  }

  #of(strategy) {
    if (!this.#all.has(strategy)) this.#all.set(strategy, { taken: new Set(), last: new Map() });
    return this.#all.get(strategy);
  }
}
