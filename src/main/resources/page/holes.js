import { byId, el, fill, say } from './dom.js';
import { culprit, duration, several } from './words.js';

const ROOM = 90;
const LITTLE = 46;
const LEAST = 24;

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
      .filter((block) => (block.end ?? view.present) > view.from && block.start < view.to);
    const groups = together(visible, view, x);
    const seen = new Set(groups.map(([block]) => block.number));
    for (const [number, hole] of this.#buttons) {
      if (!seen.has(number)) {
        hole.item.remove();
        this.#buttons.delete(number);
      }
    }
    for (const group of groups) this.#put(group, view, x, lanes.loop);
  }

  #put(group, view, x, loop) {
    const hole = this.#buttons.get(group[0].number) ?? this.#make(group[0].number);
    const { left, right } = edges(group, view, x);
    const width = right - left;
    const lengthOf = (block) => (block.end ?? Math.max(view.present, block.start)) - block.start;
    const block = group.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
    const written = duration(lengthOf(block));
    hole.block = block;
    hole.button.dataset.room = width < LITTLE ? 'none' : width < ROOM ? 'little' : 'enough';
    hole.item.style.transform = `translate(${left}px, ${loop.y}px)`;
    hole.item.style.width = `${width}px`;
    hole.item.style.height = `${loop.beats}px`;
    if (group.length > 1) {
      say(hole.length, `${group.length} ×`);
      say(hole.who, `${written} at most`);
    } else {
      say(hole.length, block.end === null ? `${written}…` : written);
      say(hole.who, block.job ? `job ${block.job.id} · ${block.job.kind}` : culprit(block));
    }
    const times = group.length > 1 ? ` ${group.length} times, at most` : '';
    const label =
      block.end === null
        ? `The loop is blocked: ${culprit(block)}. Show the stack`
        : `The loop was blocked${times} for ${written}: ${culprit(block)}. Show the stack`;
    if (hole.button.getAttribute('aria-label') !== label) {
      hole.button.setAttribute('aria-label', label);
    }
  }

  #make(number) {
    /** @type {any} */
    const hole = { block: null };
    const length = el('b');
    const who = el('span');
    const button = el(
      'button',
      {
        type: 'button',
        onclick: () => {
          this.#timeline.select(hole.block);
          // The hole flows away, and a focus on it with it.
          byId('inspector').focus();
        },
      },
      length,
      who,
    );
    const item = el('li', {}, button);
    Object.assign(hole, { item, button, length, who });
    this.#list.append(item);
    this.#buttons.set(number, hole);
    return hole;
  }
}

/** Holes that are too narrow to be pressed share a button with their neighbours. */
function together(blocks, view, x) {
  const groups = [];
  for (const block of blocks) {
    const group = groups.at(-1);
    const tight = group && x(block.start) < edges(group, view, x).right + 2;
    if (tight && Math.min(widthOf(group.at(-1), view, x), widthOf(block, view, x)) < LEAST) {
      group.push(block);
    } else {
      groups.push([block]);
    }
  }
  return groups;
}

function widthOf(block, view, x) {
  return x(block.end ?? view.present) - x(block.start);
}

function edges(group, view, x) {
  const left = Math.max(view.left, x(group[0].start));
  const right = Math.min(view.width, x(group.at(-1).end ?? view.present));
  return { left, right: Math.max(right, left + LEAST) };
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
        ? 'The loop has not been blocked yet'
        : `The loop has been blocked ${over.length === 1 ? 'once' : several(over.length, 'time')}, ` +
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
