import { isPause } from './blocked-times.js';
import { byId } from './dom.js';

/** Explains the looks that occur in the time that the timeline shows, and no others. */
export class Legend {
  #items = [...byId('legend').children];

  /** @param {import('./timeline.js').Timeline} timeline */
  constructor(timeline) {
    timeline.on('frame', ({ view, jobs, times }) => {
      const looks = looksOf(view, jobs, times);
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
 * @returns {Set<string>}
 */
export function looksOf({ from, to, present }, jobs, times) {
  const looks = new Set(['tick']);
  for (const job of jobs) {
    looks.add(job.state);
    const waited = (job.started ?? job.finished ?? present) - job.submitted;
    if (waited > (to - from) / 500) looks.add('queued');
    if (job.released !== null) looks.add('held');
  }
  for (const time of times) looks.add(isPause(time) ? 'pause' : 'hole');
  return looks;
}
