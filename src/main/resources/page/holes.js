import { isPause } from './blocked-times.js';
import { lengthOf, longestOf } from './blocks.js';
import { byId, el, say } from './dom.js';
import { holeGroups } from './hole-groups.js';
import { blockSentence, culprit, duration } from './words.js';

/** Widths in pixels from which a hole has room for a length, and for a culprit as well. */
const ROOM_FOR_LENGTH = 62;
const ROOM_FOR_CULPRIT = 90;
/** How the arrow keys move from hole to hole. */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/**
 * Writes into the holes of the loop's lane. Each is a real button: the details are one click or one key
 * away, and screen readers find it although the timeline is drawn. All are one tab stop together; the
 * arrow keys move between them.
 */
export class Holes {
  #timeline;
  #list = byId('holes');
  #buttons = new Map();

  /** @param {import('./timeline.js').Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
    timeline.on('frame', (frame) => this.#place(frame));
    this.#list.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('focusin', () => this.#rove());
  }

  #place({ view, x, lanes, times }) {
    const groups = holeGroups(times, view, x);
    const seen = new Set(groups.map(({ blocks }) => blocks[0].key));
    for (const [key, hole] of this.#buttons) {
      if (!seen.has(key)) {
        // What had the focus has left the timeline: the keys go on at the timeline itself.
        if (hole.button === document.activeElement) byId('canvas').focus({ preventScroll: true });
        hole.item.remove();
        this.#buttons.delete(key);
      }
    }
    for (const group of groups) this.#put(group, view.present, lanes.loop, x);
    this.#rove();
  }

  #put({ blocks, left, right }, present, loop, x) {
    const hole = this.#buttons.get(blocks[0].key) ?? this.#make(blocks[0].key);
    const width = right - left;
    const told = toTell(blocks);
    const block = /** @type {import('./blocked-times.js').BlockedTime} */ (longestOf(told, present));
    const written = duration(lengthOf(block, present));
    hole.left = left;
    hole.block = block;
    hole.item.dataset.cause = block.cause;
    hole.button.style.paddingLeft = `${Math.max(0, x(told[0].start) - left) + 7}px`;
    hole.button.dataset.room =
      width < ROOM_FOR_LENGTH ? 'none' : width < ROOM_FOR_CULPRIT ? 'little' : 'enough';
    hole.item.style.transform = `translate(${left}px, ${loop.y}px)`;
    hole.item.style.width = `${width}px`;
    hole.item.style.height = `${loop.ticks}px`;
    if (told.length > 1) {
      say(hole.length, duration(told.reduce((sum, each) => sum + lengthOf(each, present), 0)));
      say(hole.who, `${told.length} times`);
    } else {
      say(hole.length, written);
      say(hole.who, block.cause === 'call' && block.job ? `job ${block.job.number} · ${block.job.kind}` : culprit(block));
    }
    const label = `${blockSentence(block, written, told.length)}. Show the ${block.of === block.job ? 'job' : 'stack'}`;
    if (hole.button.getAttribute('aria-label') !== label) {
      hole.button.setAttribute('aria-label', label);
    }
  }

  #make(key) {
    /** @type {any} */
    const hole = { block: null, left: 0 };
    const length = el('b');
    const who = el('span');
    const button = el(
      'button',
      {
        type: 'button',
        tabindex: '-1',
        onclick: () => {
          this.#timeline.select(hole.block.of);
          // The button will leave the timeline as time goes by, and would take the focus with it.
          byId('inspector').focus();
        },
      },
      length,
      who,
    );
    const item = el('li', {}, button);
    Object.assign(hole, { item, button, length, who });
    this.#list.append(item);
    this.#buttons.set(key, hole);
    return hole;
  }

  /** The tab stop is the hole that has the focus, otherwise the newest. */
  #rove() {
    const inOrder = this.#inOrder();
    const stop = inOrder.find((button) => button === document.activeElement) ?? inOrder.at(-1);
    for (const button of inOrder) {
      const index = button === stop ? 0 : -1;
      if (button.tabIndex !== index) button.tabIndex = index;
    }
  }

  #key(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!(key in STEPS) || ctrlKey || metaKey || altKey || shiftKey) return;
    const inOrder = this.#inOrder();
    const next = inOrder.indexOf(document.activeElement) + STEPS[key];
    inOrder[Math.max(0, Math.min(inOrder.length - 1, next))]?.focus({ preventScroll: true });
    event.preventDefault();
  }

  #inOrder() {
    return [...this.#buttons.values()].sort((a, b) => a.left - b.left).map(({ button }) => button);
  }
}

/** Those of a group that are no pause of the machine if there are any, otherwise all. */
function toTell(blocks) {
  const blamed = blocks.filter((block) => !isPause(block));
  return blamed.length > 0 ? blamed : blocks;
}
