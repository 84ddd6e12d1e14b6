import { byId, el, fill } from '../page/dom.js';
import { clock, duration } from '../page/words.js';

const MOST = 30;

/** The last blocks, newest first, each with the stack that was seen most often in it. */
export class BlockedStacks {
  #list = byId('blocks');
  #shown = '';

  take({ vertx }) {
    const blocks = vertx
      .flatMap(({ number, blocked }) => blocked.map((block) => ({ ...block, vertx: number })))
      .sort((a, b) => Date.parse(b.start) - Date.parse(a.start))
      .slice(0, MOST);
    const now = JSON.stringify(blocks);
    if (now === this.#shown) return;
    this.#shown = now;
    if (blocks.length === 0) {
      fill(this.#list, el('li', { class: 'hint' }, 'No loop has been blocked by now.'));
      return;
    }
    const open = new Set([...this.#list.querySelectorAll('details[open]')].map((each) => each.dataset.key));
    fill(
      this.#list,
      blocks.map((block) => {
        const key = `${block.vertx} ${block.number}`;
        return el(
          'li',
          {},
          el(
            'details',
            { 'data-key': key, open: open.has(key) },
            el('summary', {}, el('b', {}, block.over ? duration(block.lengthMs) : 'now'), ` ${clock(Date.parse(block.start))} ${block.loop}: `, el('code', {}, block.where ?? CAUSES[block.cause])),
            el('pre', {}, block.frames.length === 0 ? 'No stack was seen.' : block.frames.join('\n')),
          ),
        );
      }),
    );
  }
}

const CAUSES = { call: 'a call', gc: 'garbage collection', machine: 'a pause of the machine', unknown: 'something unknown' };
