import { byId, say } from './dom.js';
import { culprit, duration } from './words.js';

/** What happened longer ago, in ms, is no news. */
const OLD = 15_000;
/** Nobody listens to more than a sentence in so many ms. */
const PACE = 2000;
/** So long it waits for what comes at once with a block: its end, or the rest of a replay. */
const MOMENT = 150;

/**
 * Says in short sentences what happens to the loop, for those who look and for those who listen.
 * While a demonstration has the word, the sentences are its own.
 */
export class Narrator {
  #line = byId('narration');
  #held = false;
  #clock;
  #saidAt = -Infinity;
  #timer = 0;
  /** Blocks of which nothing has been said yet, by number. */
  #untold = new Map();

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    this.#clock = clock;
    model.addEventListener('tick', () => this.#tick());
    model.addEventListener('block', ({ detail }) => this.#block(detail));
    model.addEventListener('clear', () => say(this.#line, ''));
  }

  /** Takes the word, until it is given back with null. */
  demonstrate(sentence) {
    this.#held = sentence !== null;
    if (sentence !== null) say(this.#line, sentence);
  }

  #tick() {
    if (!this.#held && this.#line.textContent === '') {
      say(this.#line, 'The loop ticks. Press “Show me” to see what stops it.');
    }
  }

  #block(block) {
    if (this.#held) return;
    this.#untold.set(block.number, block);
    this.#timer ||= setTimeout(() => this.#tell(), Math.max(MOMENT, this.#saidAt + PACE - performance.now()));
  }

  #tell() {
    this.#timer = 0;
    const now = this.#clock.now();
    const blocks = [...this.#untold.values()].filter(({ end }) => now - (end ?? now) < OLD);
    this.#untold.clear();
    if (blocks.length === 0) return;
    const last = blocks.at(-1);
    const longest = duration(Math.max(...blocks.map(({ start, end }) => (end ?? now) - start)));
    if (last.end === null) {
      this.#say(`The loop is blocked: ${culprit(last)}.`);
    } else if (blocks.length === 1) {
      this.#say(`The loop was blocked for ${longest}: ${culprit(last)}.`);
    } else {
      this.#say(`The loop was blocked ${blocks.length} times, for ${longest} at the most.`);
    }
  }

  #say(sentence) {
    if (this.#held) return;
    this.#saidAt = performance.now();
    say(this.#line, sentence);
  }
}
