import { get } from './api.js';
import { byId, el, fill } from './dom.js';
import { LOOP } from './model.js';
import { count, duration, several } from './words.js';

const EVERY = 5000;
const ROWS = [
  ['p50', 'half'],
  ['p90', '9 of 10'],
  ['p99', '99 of 100'],
  ['p999', '999 of 1,000'],
  ['max', 'the latest'],
];

/** Lateness since the service began, beside what the machine adds by itself. */
export class Percentiles {
  #table = byId('percentiles');
  #asked = -Infinity;

  /** @param {import('./stream.js').Stream} stream whose events say that the figures are others */
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
      el('caption', {}, `How late at the most, since the start: ${several(loop.beats, 'beat')} made, ${count(loop.missed)} missed`),
      el(
        'thead',
        {},
        el('tr', {}, ['Of all beats', 'Raw', 'Corrected', 'Control'].map((name, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, name))),
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
