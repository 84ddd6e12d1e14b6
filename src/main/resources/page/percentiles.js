import { get } from './api.js';
import { byId, el, fill } from './dom.js';
import { LOOP } from './model.js';
import { count, duration, several } from './words.js';

const EVERY = 5000;
const ROWS = [
  ['p50', '50 %'],
  ['p90', '90 %'],
  ['p99', '99 %'],
  ['p999', '99.9 %'],
  ['max', 'all'],
];

/** The table of lateness since the service was started, with the control beside it. */
export class Percentiles {
  #table = byId('percentiles');
  #asked = -Infinity;

  /** @param {import('./stream.js').Stream} stream tells by its events that the figures have changed */
  constructor(stream) {
    stream.on('event', () => this.#refresh());
  }

  async #refresh() {
    const now = performance.now();
    if (now - this.#asked < EVERY || document.hidden) return;
    this.#asked = now;
    const { loops, control } = await get('/loops').catch(() => ({ loops: [] }));
    const loop = loops.find(({ name }) => name === LOOP);
    if (loop) this.#show(loop, control);
  }

  #show(loop, control) {
    fill(
      this.#table,
      el('caption', {}, `At most this late since the start: ${several(loop.samples, 'sample')} taken, ${count(loop.missed)} missed`),
      el(
        'thead',
        {},
        el('tr', {}, ['Share of samples', 'Raw', 'Corrected', 'Control'].map((name, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, name))),
      ),
      el(
        'tbody',
        {},
        ROWS.map(([name, words]) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, words),
            [loop.raw, loop.corrected, control.corrected].map((figures) =>
              el('td', { class: 'number' }, duration(figures[name])),
            ),
          ),
        ),
      ),
    );
  }
}
