import { lengthOf, longestOf } from './blocks.js';
import { byId, el, say } from './dom.js';
import { holeGroups } from './hole-groups.js';
import { blockSentence, culprit, duration } from './words.js';

/** Widths in pixels from which a hole has room for a length, and for a culprit as well. */
const ROOM_FOR_LENGTH = 46;
const ROOM_FOR_CULPRIT = 90;

/**
 * Writes into the holes of the loop's lane. Each is a real button: the stack is one click or one key
 * away, and screen readers find it although the timeline is drawn.
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
    timeline.on('frame', (frame) => this.#place(frame));
  }

  #place({ view, x, lanes }) {
    const groups = holeGroups(this.#model.blocks.values(), view, x);
    const seen = new Set(groups.map(({ blocks }) => blocks[0].number));
    for (const [number, hole] of this.#buttons) {
      if (!seen.has(number)) {
        hole.item.remove();
        this.#buttons.delete(number);
      }
    }
    for (const group of groups) this.#put(group, view.present, lanes.loop);
  }

  #put({ blocks, left, right }, present, loop) {
    const hole = this.#buttons.get(blocks[0].number) ?? this.#make(blocks[0].number);
    const width = right - left;
    const block = longestOf(blocks, present);
    const written = duration(lengthOf(block, present));
    hole.block = block;
    hole.button.dataset.room =
      width < ROOM_FOR_LENGTH ? 'none' : width < ROOM_FOR_CULPRIT ? 'little' : 'enough';
    hole.item.style.transform = `translate(${left}px, ${loop.y}px)`;
    hole.item.style.width = `${width}px`;
    hole.item.style.height = `${loop.ticks}px`;
    if (blocks.length > 1) {
      say(hole.length, `${blocks.length} ×`);
      say(hole.who, `up to ${written}`);
    } else {
      say(hole.length, block.end === null ? `${written}…` : written);
      say(hole.who, block.job ? `job ${block.job.number} · ${block.job.kind}` : culprit(block));
    }
    const label = `${blockSentence(block, written, blocks.length)}. Show the stack`;
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
    this.#buttons.set(number, hole);
    return hole;
  }
}
