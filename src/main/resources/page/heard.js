import { byId, say, soon } from './dom.js';
import { count } from './words.js';

const EVERY = 1000;

/** Says of which ticks the page knows: a stream without holes is a promise that can be checked. */
export class Heard {
  #model;
  #line = byId('heard');

  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.#model = model;
    const show = soon(EVERY, () => this.#show());
    for (const type of ['tick', 'clear']) model.addEventListener(type, show);
  }

  #show() {
    const { first, last, missing } = this.#model.heard;
    const between = missing === 0 ? 'none' : count(missing);
    say(this.#line, last === 0 ? '' : `Ticks ${count(first)} to ${count(last)}, ${between} lost on the way here.`);
  }
}
