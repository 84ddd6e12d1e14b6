import { byId, say, soon } from './dom.js';
import { ticksReceived } from './words.js';

const EVERY = 1000;

/** Shows which ticks the page has received, so that everyone can check that none is missing. */
export class Received {
  #model;
  #line = byId('received');

  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.#model = model;
    const show = soon(EVERY, () => say(this.#line, ticksReceived(this.#model.received)));
    model.on('tick', show);
    model.on('clear', show);
  }
}
