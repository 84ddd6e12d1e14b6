import { byId, el, fill, say } from '../page/dom.js';
import { Emitter } from '../page/emitter.js';
import { xOf } from '../page/paint.js';
import { holes } from '../page/paint-loop.js';
import { scheme, theme } from '../page/theme.js';
import { duration, several } from '../page/words.js';

const SPAN = 60_000;
const HEIGHT = 34;

/**
 * Every loop, with a lane of its last minute. One is chosen: the first, or the one that somebody has
 * chosen. Emits `choose`.
 *
 * @extends {Emitter<{choose: {vertx: number, name: string}}>}
 */
export class LoopLanes extends Emitter {
  #list = byId('loops');
  #theme = theme();
  #lanes = new Map();
  #last = null;
  /** @type {{vertx: number, name: string} | null} */
  chosen = null;

  constructor() {
    super();
    const redraw = () => this.#last && this.take(this.#last);
    scheme.addEventListener('change', () => {
      this.#theme = theme();
      redraw();
    });
    new ResizeObserver(redraw).observe(this.#list);
  }

  take(second) {
    this.#last = second;
    const loops = second.vertx.flatMap((own) => own.loops.map((loop) => ({ own, loop, key: `${own.number} ${loop.name}` })));
    if (loops.some(({ key }) => !this.#lanes.has(key)) || loops.length !== this.#lanes.size) this.#build(loops, second.vertx.length > 1);
    const present = Date.parse(second.at);
    for (const { own, loop, key } of loops) this.#draw(this.#lanes.get(key), own, loop, present);
  }

  #build(loops, severalVertx) {
    this.#lanes = new Map(
      loops.map(({ own, loop, key }) => {
        const canvas = el('canvas', { height: HEIGHT });
        const note = el('span', { class: 'hint' });
        const name = severalVertx ? `Vertx ${own.number}, ${loop.name}` : loop.name;
        const button = el('button', { type: 'button', onclick: () => this.#choose(own.number, loop.name) }, el('b', {}, name), note, canvas);
        return [key, { canvas, note, button, item: el('li', {}, button) }];
      }),
    );
    fill(this.#list, [...this.#lanes.values()].map(({ item }) => item));
    const isThere = loops.some(({ own, loop }) => own.number === this.chosen?.vertx && loop.name === this.chosen.name);
    if (!isThere && loops.length > 0) this.#choose(loops[0].own.number, loops[0].loop.name);
    else this.#mark();
  }

  #choose(vertx, name) {
    this.chosen = { vertx, name };
    this.#mark();
    this.emit('choose', this.chosen);
  }

  #mark() {
    for (const [key, { button }] of this.#lanes) button.setAttribute('aria-pressed', String(key === `${this.chosen?.vertx} ${this.chosen?.name}`));
  }

  #draw({ canvas, note }, own, loop, present) {
    const width = canvas.clientWidth;
    if (width === 0) return;
    const density = Math.min(devicePixelRatio || 1, 2);
    canvas.width = Math.round(width * density);
    canvas.height = HEIGHT * density;
    const pen = canvas.getContext('2d');
    pen.setTransform(density, 0, 0, density, 0, 0);
    const view = { from: present - SPAN, to: present, present, left: 0, width };
    const times = own.blocked.filter((block) => block.loop === loop.name).map(timeOf).filter(({ end }) => end === null || end > view.from);
    holes(pen, this.#theme, { loop: { y: 0, height: HEIGHT } }, view, times, xOf(view));
    const calls = times.filter(({ cause }) => cause === 'call');
    say(note, `${calls.length === 0 ? 'not blocked' : `blocked ${several(calls.length, 'time')}`} in the last minute; now ${duration(loop.corrected.p99)} late`);
  }
}

function timeOf({ start, lengthMs, over, cause }) {
  const from = Date.parse(start);
  return { start: from, end: over ? from + lengthMs : null, cause };
}
