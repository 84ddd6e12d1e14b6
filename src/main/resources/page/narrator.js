import { byId, say } from './dom.js';
import { culprit, duration } from './words.js';

/** What happened longer ago, in ms, is no news. */
const OLD = 15_000;

/**
 * Says in short sentences what happens to the loop, for those who look and for those who listen.
 * While a demonstration has the word, the sentences are its own.
 */
export class Narrator {
  #line = byId('narration');
  #held = false;
  #clock;

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
    say(
      this.#line,
      block.end === null
        ? `The loop stands still: ${culprit(block)}.`
        : `The loop stood still for ${duration(block.end - block.start)}: ${culprit(block)}.`,
    );
  }
}
