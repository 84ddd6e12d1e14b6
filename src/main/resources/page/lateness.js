// @ts-expect-error It comes without types.
import uPlot from '/lib/uPlot.esm.js';
import { byId, el, fill, say } from './dom.js';
import { scheme, theme } from './theme.js';
import { LOOP } from './model.js';
import { duration } from './words.js';

const SHOWN_SECONDS = 300;
const KEPT = 3600;
const HEIGHT = 240;

/** What is drawn of each window; beats that were not made have no lateness: a hole, not a zero. */
const SERIES = [
  { name: 'loop, max', of: ({ loop }) => loop.corrected.max, beats: 'loop', width: 1, colour: 'accent', alpha: 0.55 },
  { name: 'loop, p99 corrected', of: ({ loop }) => loop.corrected.p99, beats: 'loop', width: 2, colour: 'accent' },
  { name: 'loop, p99 raw', of: ({ loop }) => loop.raw.p99, beats: 'loop', width: 1.5, colour: 'accent', dash: [2, 4] },
  { name: 'control, max', of: ({ control }) => control.corrected.max, beats: 'control', width: 1, colour: 'control', alpha: 0.6 },
  { name: 'control, p99', of: ({ control }) => control.corrected.p99, beats: 'control', width: 2, colour: 'control' },
  { name: 'service loop, p99', of: ({ service }) => service.corrected.p99, beats: 'service', width: 1, colour: 'faint', dash: [1, 3] },
];

/** How late the beats were, second by second, on a scale on which 0.1 ms and 10 s both have room. */
export class LatenessChart {
  #box = byId('chart');
  #plot = null;
  #host = el('div', { class: 'plot' });
  #legend = el('ul', { class: 'keys' });
  #values = SERIES.map(() => el('span', { class: 'value' }));
  #columns = [[], ...SERIES.map(() => [])];
  #holes = [];
  #inSight = false;
  #dirty = false;

  /** @param {import('./stream.js').Stream} stream */
  constructor(stream) {
    fill(
      this.#legend,
      SERIES.map(({ name, colour, dash }, i) =>
        el('li', { 'data-colour': colour, 'data-dashed': Boolean(dash), 'data-thin': SERIES[i].width === 1 }, name, ' ', this.#values[i]),
      ),
    );
    fill(this.#box, this.#host, this.#legend);
    this.#host.setAttribute('role', 'img');
    this.#host.setAttribute('aria-label', 'Lateness of each second, on a logarithmic scale; the figures are in the table');
    stream.on('event', ({ data }) => this.#take(data));
    stream.on('restart', () => this.#clear());
    new IntersectionObserver(([entry]) => {
      this.#inSight = entry.isIntersecting;
      this.#soon();
    }).observe(this.#box);
    new ResizeObserver(() => this.#resize()).observe(this.#host);
    scheme.addEventListener('change', () => this.#make());
    this.#make();
  }

  #take(window) {
    const told = {
      loop: window.loops.find(({ name }) => name === LOOP),
      service: window.loops.find(({ name }) => name === 'service'),
      control: window.control,
    };
    const [times, ...columns] = this.#columns;
    times.push(Date.parse(window.at) / 1000);
    SERIES.forEach(({ of, beats }, i) => columns[i].push(told[beats].beats > 0 ? of(told) || null : null));
    this.#holes.push(told.loop.beats === 0);
    if (times.length > KEPT) {
      for (const column of [...this.#columns, this.#holes]) column.splice(0, KEPT / 10);
    }
    this.#soon();
  }

  #clear() {
    for (const column of [...this.#columns, this.#holes]) column.length = 0;
  }

  #soon() {
    if (this.#dirty || !this.#inSight) return;
    this.#dirty = true;
    requestAnimationFrame(() => {
      this.#dirty = false;
      this.#draw();
    });
  }

  #draw() {
    const [times] = this.#columns;
    if (times.length === 0) return;
    const from = Math.max(0, times.length - SHOWN_SECONDS);
    this.#plot.setData(this.#columns.map((column) => column.slice(from)));
    this.#tell(times.length - 1);
  }

  /** The figures of a second beside the names of the lines. */
  #tell(at) {
    SERIES.forEach((series, i) => {
      const value = this.#columns[i + 1][at];
      say(this.#values[i], value === null || value === undefined ? 'no beats' : duration(value));
    });
  }

  #make() {
    this.#plot?.destroy();
    const colours = theme();
    const axis = { stroke: colours.soft, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false }, font: colours.small };
    this.#plot = new uPlot(
      {
        width: this.#host.clientWidth || 600,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: { x: { time: true }, y: { distr: 3, range: (_, low, high) => [Math.min(0.1, low ?? 0.1), Math.max(100, 2 * (high ?? 0))] } },
        axes: [
          { ...axis, size: 32, values: (_, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString('en-GB')), space: 90 },
          { ...axis, size: 58, values: (_, ticks) => ticks.map((tick) => (isDecade(tick) ? label(tick) : '')) },
        ],
        series: [
          {},
          ...SERIES.map(({ width, colour, dash, alpha }) => ({ stroke: colours[colour], width, dash, alpha: alpha ?? 1, points: { show: false }, spanGaps: false })),
        ],
        hooks: {
          drawClear: [(plot) => this.#drawHoles(plot, colours)],
          setCursor: [(plot) => this.#point(plot)],
        },
      },
      this.#columns,
      this.#host,
    );
    this.#draw();
  }

  /** A second without a beat is marked over the whole height. */
  #drawHoles(plot, colours) {
    const [times] = plot.data;
    const from = this.#holes.length - times.length;
    const { top, height } = plot.bbox;
    plot.ctx.fillStyle = colours.holeFill;
    times.forEach((time, i) => {
      if (!this.#holes[from + i]) return;
      const left = plot.valToPos(time - 1, 'x', true);
      const right = plot.valToPos(time, 'x', true);
      plot.ctx.fillRect(Math.max(left, plot.bbox.left), top, right - Math.max(left, plot.bbox.left), height);
    });
  }

  #point(plot) {
    const [times] = this.#columns;
    const shown = Math.min(times.length, SHOWN_SECONDS);
    const at = plot.cursor.idx ?? shown - 1;
    if (times.length > 0) this.#tell(times.length - shown + at);
  }

  #resize() {
    if (this.#host.clientWidth > 0) {
      this.#plot?.setSize({ width: this.#host.clientWidth, height: HEIGHT });
    }
  }
}

function isDecade(tick) {
  return Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-6;
}

function label(ms) {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}
