import { blockedTimes } from './blocked-times.js';
import { byId, el, fill, say, soon } from './dom.js';
import { stack } from './stack.js';
import { AT_ONCE } from './users.js';
import { blocksSoFar, causesOf, duration } from './words.js';

/** The time between two sums, in ms: an event says only that there are data. */
const EVERY = 1000;
/** The same while a block lasts, or there is nothing yet: the next tick is news. */
const EVERY_WITH_NEWS = 100;
/** How many are listed: the newest. Their stacks are in the page only while they are shown. */
const MOST = 50;

/**
 * Lists when the loop was blocked under the timeline, where it stays when the timeline has moved on. Calls
 * on the loop that are too short to be a block are only counted.
 */
export class BlockList {
  #details = byId('blocks');
  #model;
  /** The items by the key of their time, with what is written in them. */
  #items = new Map();
  /** Whether the next tick is news: it ends a block, or is the first. */
  #isNews = false;

  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.#model = model;
    const update = soon(EVERY, () => this.#update());
    model.on('block', update);
    const updateSoon = soon(EVERY_WITH_NEWS, () => this.#update());
    model.on('tick', () => (this.#isNews ? updateSoon() : update()));
    model.on('clear', () => this.#clear());
    update();
  }

  #update() {
    const all = blockedTimes(this.#model.blocks.values(), this.#model.jobs.values(), this.#model.newest);
    const over = all.filter(({ end }) => end !== null);
    const times = over.filter(isBlock);
    this.#isNews = over.length < all.length;
    say(this.#details.firstElementChild, this.#isNews ? 'The loop is blocked' : blocksSoFar(times, over.length - times.length));
    const listed = new Map(times.slice(-MOST).map((time) => [time.key, time]));
    for (const [key, { item }] of this.#items) {
      if (!listed.has(key)) {
        item.remove();
        this.#items.delete(key);
      }
    }
    for (const [key, time] of listed) this.#put(key, time);
  }

  #put(key, time) {
    const written = `${duration(time.end - time.start)} ${causesOf(time)}`;
    const known = this.#items.get(key);
    if (known?.written === written) return;
    const item = el(
      'li',
      {},
      el(
        'details',
        { ontoggle: ({ target }) => fill(target, target.firstElementChild, target.open && stack(time.of)) },
        el('summary', {}, el('b', {}, duration(time.end - time.start)), ` ${causesOf(time)}`),
      ),
    );
    if (known) known.item.replaceWith(item);
    else this.#details.children[1].prepend(item);
    this.#items.set(key, { item, written });
  }

  #clear() {
    this.#isNews = true;
    this.#items.clear();
    fill(this.#details.children[1]);
    say(this.#details.firstElementChild, 'Waiting for data');
  }
}

/** Whether a time is a block, as the service counts them, and not a call that is too short for one. */
export function isBlock({ start, end, job, of }) {
  return of !== job || end - start >= AT_ONCE;
}
