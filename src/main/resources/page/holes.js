import { byId, el, fill, say } from './dom.js';
import { culprit, duration, several } from './words.js';

const MOST = 30;
const ROOM = 90;
const LITTLE = 46;

/**
 * What is written into the holes of the loop's lane: real buttons, so that the stack is one click
 * or key away, and that whoever cannot see the drawing finds them too.
 */
export class Holes {
  #model;
  #timeline;
  #list = byId('holes');
  #buttons = new Map();

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./timeline.js').Timeline} timeline
   */
  constructor(model, timeline) {
    this.#model = model;
    this.#timeline = timeline;
    timeline.addEventListener('frame', ({ detail }) => this.#place(detail));
  }

  #place({ view, x, lanes }) {
    const visible = [...this.#model.blocks.values()]
      .filter((block) => (block.end ?? view.present) > view.from && block.start < view.to)
      .slice(-MOST);
    const seen = new Set(visible.map((block) => block.number));
    for (const [number, hole] of this.#buttons) {
      if (!seen.has(number)) {
        hole.item.remove();
        this.#buttons.delete(number);
      }
    }
    for (const block of visible) this.#put(block, view, x, lanes.loop);
  }

  #put(block, view, x, loop) {
    const hole = this.#buttons.get(block.number) ?? this.#make(block.number);
    const length = (block.end ?? Math.max(view.present, block.start)) - block.start;
    const left = Math.max(view.left, x(block.start));
    const right = Math.min(view.width, x(block.end ?? view.present));
    const width = Math.max(24, right - left);
    const written = duration(length);
    hole.button.dataset.room = width < LITTLE ? 'none' : width < ROOM ? 'little' : 'enough';
    hole.item.style.transform = `translate(${left}px, ${loop.y}px)`;
    hole.item.style.width = `${width}px`;
    hole.item.style.height = `${loop.beats}px`;
    say(hole.length, block.end === null ? `${written}…` : written);
    say(hole.who, block.job ? `job ${block.job.id} · ${block.job.kind}` : culprit(block));
    if (block.end !== null || !hole.button.hasAttribute('aria-label')) {
      const label =
        block.end === null
          ? `The loop stands still: ${culprit(block)}. Show the stack`
          : `The loop stood still for ${written}: ${culprit(block)}. Show the stack`;
      if (hole.button.getAttribute('aria-label') !== label) {
        hole.button.setAttribute('aria-label', label);
      }
    }
  }

  #make(number) {
    const length = el('b');
    const who = el('span');
    const button = el(
      'button',
      {
        type: 'button',
        'data-block': number,
        onclick: () => this.#timeline.select(this.#model.blocks.get(number)),
      },
      length,
      who,
    );
    const item = el('li', {}, button);
    const hole = { item, button, length, who };
    this.#list.append(item);
    this.#buttons.set(number, hole);
    return hole;
  }
}

/** The same as a list under the timeline, which stays when the time has flowed on. */
export class BlockList {
  #details = byId('blocks');
  #model;
  #items = new Map();

  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.#model = model;
    model.addEventListener('block', ({ detail }) => this.#update(detail));
    model.addEventListener('clear', () => this.#clear());
    this.#sum();
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
    this.#sum();
  }

  #sum() {
    const over = [...this.#model.blocks.values()].filter((block) => block.end !== null);
    const longest = Math.max(...over.map((block) => block.end - block.start));
    say(
      this.#details.firstElementChild,
      over.length === 0
        ? 'The loop has not stood still yet'
        : `The loop has stood still ${over.length === 1 ? 'once' : several(over.length, 'time')}, ` +
            `for ${duration(longest)}${over.length === 1 ? '' : ' at the most'}`,
    );
  }
}

/** The frames that matter, the one to blame first of all marked. */
export function stack(block) {
  if (block.frames.length === 0) return el('p', { class: 'hint' }, 'No stack was taken.');
  return el(
    'pre',
    { class: 'stack', tabindex: '0', role: 'group', 'aria-label': 'The stack that blocked' },
    block.frames.map((frame) =>
      el('code', { class: frame.includes(block.where ?? '\0') ? 'blame' : '' }, `at ${frame}\n`),
    ),
  );
}
