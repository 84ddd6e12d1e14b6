// @ts-expect-error It comes without types.
import uPlot from '/lib/uPlot.esm.js';
import { byId, el, fill, say } from './dom.js';
import { LatenessSeries, SERIES } from './lateness-series.js';
import { scheme, theme } from './theme.js';
import { duration } from './words.js';

const SHOWN_SECONDS = 300;
const HEIGHT = 240;

/** The chart of lateness, second by second, on a scale on which 0.1 ms and 10 s both have room. */
export class LatenessChart {
  #box = byId('chart');
  #plot = null;
  #host = el('div', { class: 'plot' });
  #legend = el('ul', { class: 'keys' });
  #values = SERIES.map(() => el('span', { class: 'value' }));
  #series = new LatenessSeries();
  /** What is drawn: the last seconds of the series. */
  #shown = this.#series.last(SHOWN_SECONDS);
  #limit;
  #inSight = false;
  #dirty = false;

  /**
   * @param {import('./emitter.js').Emitter<any>} stream emits `event` for each second, and `restart`
   * @param {number} limit from how many ms on the service reports a loop as blocked
   */
  constructor(stream, limit) {
    this.#limit = limit;
    fill(
      this.#legend,
      SERIES.map(({ name, colour }, i) =>
        el('li', { 'data-colour': colour, 'data-thin': SERIES[i].width === 1 }, name, ' ', this.#values[i]),
      ),
      el('li', { 'data-colour': 'hole' }, `blocked: ${label(limit)} or later`),
    );
    fill(this.#box, el('p', { class: 'hint' }, 'Lateness in each second, in milliseconds, on a logarithmic scale'), this.#host, this.#legend);
    this.#host.setAttribute('role', 'img');
    this.#host.setAttribute('aria-label', 'Lateness in each second, on a logarithmic scale. The figures since the start are in the table.');
    stream.on('event', ({ data }) => {
      this.#series.add(data);
      this.#soon();
    });
    stream.on('restart', () => this.#series.clear());
    new IntersectionObserver(([entry]) => {
      this.#inSight = entry.isIntersecting;
      this.#soon();
    }).observe(this.#box);
    new ResizeObserver(() => this.#resize()).observe(this.#host);
    scheme.addEventListener('change', () => this.#make());
    this.#make();
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
    if (this.#series.length === 0) return;
    this.#shown = this.#series.last(SHOWN_SECONDS);
    this.#plot.setData(this.#shown.columns);
    this.#write(this.#plot);
  }

  /** Writes the figures of the second under the pointer, or of the last one, beside the names. */
  #write(plot) {
    const [times, ...columns] = this.#shown.columns;
    if (times.length === 0) return;
    const at = plot.cursor.idx ?? times.length - 1;
    columns.forEach((column, i) => say(this.#values[i], column[at] === null ? 'no samples' : duration(column[at])));
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
        scales: { x: { time: true }, y: { distr: 3, range: (_, low, high) => [Math.min(0.1, low ?? 0.1), Math.max(2 * this.#limit, 2 * (high ?? 0))] } },
        axes: [
          { ...axis, size: 32, values: (_, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString('en-GB')), space: 90 },
          { ...axis, size: 58, values: (_, ticks) => ticks.map((tick) => (isDecade(tick) ? label(tick) : '')) },
        ],
        series: [
          {},
          ...SERIES.map(({ width, colour, alpha }) => ({ stroke: colours[colour], width, alpha: alpha ?? 1, points: { show: false }, spanGaps: false })),
        ],
        hooks: {
          drawClear: [(plot) => this.#drawHoles(plot, colours)],
          draw: [(plot) => this.#drawLimit(plot, colours)],
          setCursor: [(plot) => this.#write(plot)],
        },
      },
      this.#shown.columns,
      this.#host,
    );
    this.#draw();
  }

  /** Marks the seconds without a sample, over the whole height. */
  #drawHoles(plot, colours) {
    const { left, top, height } = plot.bbox;
    plot.ctx.fillStyle = colours.holeFill;
    for (const time of this.#shown.unsampled) {
      const begin = Math.max(left, plot.valToPos(time - 1, 'x', true));
      plot.ctx.fillRect(begin, top, plot.valToPos(time, 'x', true) - begin, height);
    }
  }

  /** The line from which on a sample counts as a blocked loop. Its name stands below, where no curve is. */
  #drawLimit(plot, colours) {
    const { left, width } = plot.bbox;
    const y = plot.valToPos(this.#limit, 'y', true);
    const { ctx } = plot;
    ctx.save();
    ctx.strokeStyle = colours.hole;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.restore();
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
