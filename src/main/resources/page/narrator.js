import { blockedTimes, isOnLoop, isPause } from './blocked-times.js';
import { lengthOf, longestOf } from './blocks.js';
import { byId, say } from './dom.js';
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
  #clock;
  #saidAt = -Infinity;
  /** When the sentence is old. A tick has to come as well: while the loop is blocked, that is the news. */
  #goesAt = Infinity;
  #timer = 0;
  /** Blocks, and calls on the loop, of which nothing has been said yet. */
  #blocks = new Set();
  #calls = new Set();
  /** The job that holds the loop now, of which a report may not know yet. */
  #running = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    this.#clock = clock;
    model.on('tick', () => this.#tick());
    model.on('block', (block) => this.#tellSoon(this.#blocks, block));
    model.on('job', ({ job }) => {
      if (!isOnLoop(job)) return;
      this.#running = job.finished === null ? job : null;
      if (job.finished - job.started >= AT_ONCE) this.#tellSoon(this.#calls, job);
    });
    model.on('clear', () => say(this.#line, ''));
  }

  /** Says the sentences of a demonstration and nothing else, until it is given null. */
  demonstrate(sentence) {
    this.#held = sentence !== null;
    if (sentence !== null) this.#say(sentence, this.#clock.now() + OLD);
  }

  #tick() {
    if (this.#held) return;
    if (this.#line.textContent === '' || this.#clock.now() > this.#goesAt) this.#say(NO_NEWS, Infinity);
  }

  #tellSoon(untold, what) {
    if (this.#held) return;
    untold.add(what);
    this.#timer ||= setTimeout(() => this.#tell(), Math.max(MOMENT, this.#saidAt + PACE - performance.now()));
  }

  #tell() {
    this.#timer = 0;
    const now = this.#clock.now();
    const sentence = narration(blockedTimes(this.#blocks, [...this.#calls, this.#running].filter(Boolean), now), now);
    this.#blocks.clear();
    this.#calls.clear();
    if (this.#held || sentence === null) return;
    this.#saidAt = performance.now();
    this.#say(sentence, this.#clock.now() + OLD);
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
