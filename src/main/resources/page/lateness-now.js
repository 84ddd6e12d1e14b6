import { byId, say } from './dom.js';
import { LOOP } from './model.js';
import { duration } from './words.js';

/** How many seconds "now" is: one that stood still in parts does not come and go in a moment. */
const SECONDS = 3;
/** A loop that is not twice as late as the control, or not by so many ms, is as late as the machine. */
const TWICE = 2;
const LITTLE = 1;

/** Says in one sentence how late the loop is now, and whether the machine is. */
export class LatenessNow {
  #line = byId('lateness-now');
  #windows = [];

  /** @param {import('./stream.js').Stream} stream */
  constructor(stream) {
    stream.on('event', ({ data }) => {
      this.#windows = [...this.#windows, data].slice(-SECONDS);
      say(this.#line, nowSentence(this.#windows));
    });
    stream.on('restart', () => (this.#windows = []));
  }
}

/**
 * "Now 0.2 ms late, as late as the machine." Of each second it takes what nine of ten samples keep
 * within, missed ones included, and of the seconds the worst.
 *
 * @param {{loops: any[], control: any}[]} windows the last seconds, as the service reports them; the newest is last
 */
export function nowSentence(windows) {
  const loops = windows.map(({ loops: all }) => all.find(({ name }) => name === LOOP));
  if (loops.at(-1).samples === 0) return 'Now blocked: the last second has no sample of the loop.';
  const loop = worst(loops);
  const machine = worst(windows.map(({ control }) => control));
  if (loop <= machine * TWICE || loop - machine < LITTLE) return `Now ${duration(loop)} late, as late as the machine.`;
  return `Now ${duration(loop)} late, later than the machine, which is ${duration(machine)} late.`;
}

function worst(figures) {
  return Math.max(...figures.filter(({ samples }) => samples > 0).map(({ corrected }) => corrected.p90), 0);
}
