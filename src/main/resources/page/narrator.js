import { blockedTimes, isOnLoop, isPause } from './blocked-times.js';
import { lengthOf, longestOf } from './blocks.js';
import { byId, say } from './dom.js';
import { isOffloaded, offloadedSentence } from './offloaded.js';
import { AT_ONCE } from './users.js';
import { blockSentence, duration } from './words.js';

/** Blocks that ended longer ago than this, in ms, are no news: their sentence goes. */
const OLD = 15_000;
const NO_NEWS = 'The loop ticks.';
/** The time between two sentences, in ms: nobody follows more. */
const PACE = 2000;
/** How long a block waits for its own end, or for the rest of a replay, in ms. */
const MOMENT = 150;

/**
 * Says in short sentences what happens to the loop, on the screen and to screen readers. During a
 * demonstration the sentences are the demonstration's.
 */
export class Narrator {
  #line = byId('narration');
  #held = false;
  #model;
  #clock;
  #saidAt = -Infinity;
  /** When the sentence is old. A tick has to come as well: while the loop is blocked, that is the news. */
  #goesAt = Infinity;
  #timer = 0;
  /** Blocks, and calls on the loop, of which nothing has been said yet. */
  #blocks = new Set();
  #calls = new Set();
  /** Calls off the loop of which something is new. */
  #offloaded = new Set();
  /** The job that holds the loop now, of which a report may not know yet. */
  #running = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    this.#model = model;
    this.#clock = clock;
    model.on('tick', () => this.#tick());
    model.on('block', (block) => this.#tellSoon(this.#blocks, block));
    model.on('job', ({ event, job }) => {
      if (!isOnLoop(job)) {
        if (job.started !== null && event !== 'released') this.#tellSoon(this.#offloaded, job);
        return;
      }
      this.#running = job.finished === null ? job : null;
      if (job.finished - job.started >= AT_ONCE) this.#tellSoon(this.#calls, job);
    });
    model.on('clear', () => this.#clear());
  }

  /** Says the sentences of a demonstration and nothing else, until it is given null. */
  demonstrate(sentence) {
    this.#held = sentence !== null;
    if (sentence !== null) this.#say(sentence, this.#clock.now() + OLD);
  }

  #clear() {
    for (const untold of [this.#blocks, this.#calls, this.#offloaded]) untold.clear();
    say(this.#line, '');
  }

  #tick() {
    if (this.#held) return;
    if (this.#offloaded.size > 0) this.#plan();
    if (this.#line.textContent === '' || this.#clock.now() > this.#goesAt) this.#say(NO_NEWS, Infinity);
  }

  #tellSoon(untold, what) {
    if (this.#held) return;
    untold.add(what);
    this.#plan();
  }

  #plan() {
    this.#timer ||= setTimeout(() => this.#tell(), Math.max(MOMENT, this.#saidAt + PACE - performance.now()));
  }

  #tell() {
    this.#timer = 0;
    const now = this.#clock.now();
    const blocks = narration(blockedTimes(this.#blocks, [...this.#calls, this.#running].filter(Boolean), now), now);
    const offloaded = this.#tellOffloaded(now);
    this.#blocks.clear();
    this.#calls.clear();
    const sentence = blocks ?? offloaded;
    if (this.#held || sentence === null) return;
    this.#saidAt = performance.now();
    this.#say(sentence, this.#clock.now() + OLD);
  }

  /** How many ticks came during a call is known when one has come after it: until then the call is kept. */
  #tellOffloaded(now) {
    const known = [...this.#offloaded].filter(({ finished }) => finished === null || finished <= this.#model.newestTick);
    for (const job of known) this.#offloaded.delete(job);
    const news = known.filter((job) => isOffloaded(job, now) && now - (job.finished ?? now) < OLD);
    return news.length === 0 ? null : offloadedSentence(this.#model, news, now);
  }

  #say(sentence, goesAt) {
    this.#goesAt = goesAt;
    say(this.#line, sentence);
  }
}

/**
 * The sentence about some blocks; null if all are too old to be told.
 *
 * @param {import('./blocked-times.js').BlockedTime[]} blocks
 * @param {number} now
 */
export function narration(blocks, now) {
  const news = blocks.filter(({ end }) => now - (end ?? now) < OLD);
  const blamed = news.filter((block) => !isPause(block));
  // The machine's pauses are told only when there is nothing else to tell.
  const recent = blamed.length > 0 ? blamed : news;
  if (recent.length === 0) return null;
  const last = recent[recent.length - 1];
  const block = last.end === null ? last : longestOf(recent, now);
  return `${blockSentence(block, duration(lengthOf(block, now)), recent.length)}.`;
}
