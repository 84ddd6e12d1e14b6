import { byId, el, fill, say, soon } from './dom.js';
import { stack } from './stack.js';
import { blocksSoFar, culprit, duration } from './words.js';

/** The time between two sums, in ms: a tick says only that there are data. */
const EVERY = 1000;

/** Lists the blocks under the timeline, where they stay when the timeline has moved on. */
export class BlockList {
  #details = byId('blocks');
  #model;
  #items = new Map();

  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.#model = model;
    model.on('block', (block) => this.#update(block));
    model.on('clear', () => this.#clear());
    for (const block of model.blocks.values()) this.#update(block);
    model.on('tick', soon(EVERY, () => this.#sum()));
  }

  #update(block) {
    if (block.end === null) return;
    const [, list] = this.#details.children;
    const item = el(
      'li',
      {},
      el(
        'details',
        {},
        el('summary', {}, el('b', {}, duration(block.end - block.start)), ` ${culprit(block)}`),
        stack(block),
      ),
    );
    this.#items.get(block.number)?.remove();
    this.#items.set(block.number, item);
    list.prepend(item);
    for (const [number, old] of this.#items) {
      if (!this.#model.blocks.has(number)) {
        old.remove();
        this.#items.delete(number);
      }
    }
    this.#sum();
  }

  #clear() {
    this.#items.clear();
    fill(this.#details.children[1]);
    say(this.#details.firstElementChild, 'Waiting for data');
  }

  #sum() {
    const over = [...this.#model.blocks.values()].filter(({ end }) => end !== null);
    say(this.#details.firstElementChild, blocksSoFar(over));
  }
}
