import { byId, say } from './dom.js';
import { culprit, duration } from './words.js';

/** What happened longer ago, in ms, is no news. */
const OLD = 15_000;
/** Nobody listens to more than a sentence in so many ms. */
const PACE = 2000;

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
  /** Blocks that are over and not told yet. */
  #untold = [];

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./clock.js').Clock} clock
   */
  constructor(model, clock) {
    this.#clock = clock;
    model.addEventListener('tick', () => this.#tick());
    model.addEventListener('block', ({ detail }) => this.#block(detail));
  }

  /** Takes the word, until it is given back with null. */
  demonstrate(sentence) {
    this.#held = sentence !== null;
    if (sentence !== null) say(this.#line, sentence);
  }

  #tick() {
    if (!this.#held && this.#line.textContent === '') {
      say(this.#line, 'The loop beats. Press “Show me” to see what stops it.');
    }
  }

  #block(block) {
    if (this.#held || this.#clock.now() - block.start > OLD) return;
    if (block.over) {
      this.#untold.push(block);
      this.#timer ||= setTimeout(() => this.#tell(), this.#wait());
    } else if (block.end === null && this.#wait() === 0) {
      this.#say(`The loop stands still: ${culprit(block)}.`);
    }
  }

  #tell() {
    this.#timer = 0;
    const blocks = this.#untold.splice(0);
    const longest = duration(Math.max(...blocks.map(({ start, end }) => end - start)));
    this.#say(
      blocks.length === 1
        ? `The loop stood still for ${longest}: ${culprit(blocks[0])}.`
        : `The loop stood still ${blocks.length} times, for ${longest} at the most: at last ${culprit(blocks.at(-1))}.`,
    );
  }

  #wait() {
    return Math.max(0, this.#saidAt + PACE - performance.now());
  }

  #say(sentence) {
    if (this.#held) return;
    this.#saidAt = performance.now();
    say(this.#line, sentence);
  }
}
