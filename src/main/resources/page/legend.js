import { isPause } from './blocked-times.js';
import { byId } from './dom.js';

/** Explains the looks that occur in the time that the timeline shows, and no others. */
export class Legend {
  #items = [...byId('legend').children];

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./timeline.js').Timeline} timeline
   */
  constructor(model, timeline) {
    timeline.on('frame', ({ view, jobs, times }) => {
      const looks = looksOf(view, jobs, times, model.ticks);
      for (const item of this.#items) {
        const hidden = !looks.has(item.dataset.state);
        if (item.hidden !== hidden) item.hidden = hidden;
      }
    });
  }
}

/**
 * The names of the looks that occur.
 *
 * @param {{from: number, to: number, present: number}} view
 * @param {import('./model.js').Job[]} jobs those in view
 * @param {import('./blocked-times.js').BlockedTime[]} times those in view
 * @param {import('./ring.js').Ring} ticks
 * @returns {Set<string>}
 */
export function looksOf({ from, to, present }, jobs, times, ticks) {
  const seen = (to - from) / 500;
  const looks = new Set(['tick']);
  for (const job of jobs) {
    looks.add(job.state);
    const waited = (job.started ?? job.finished ?? present) - job.submitted;
    if (waited > seen) looks.add('queued');
    if (job.released !== null) looks.add('held');
  }
  const end = ticks.from(to);
  for (let i = ticks.from(from); i < end; i++) {
    if (ticks.at(i, 1) > seen) looks.add('late');
    if (ticks.at(i, 2) > 0) looks.add('missed');
  }
  for (const time of times) looks.add(isPause(time) ? 'pause' : 'hole');
  return looks;
}
