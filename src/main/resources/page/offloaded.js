import { isOnLoop } from './blocked-times.js';
import { figures, panelOf } from './panel.js';
import { AT_ONCE } from './users.js';
import { duration, nameOf, several } from './words.js';

/** Whether a call is, or was, made off the loop, for so long that it would have been noticed on it. */
export function isOffloaded(job, now) {
  return job.started !== null && !isOnLoop(job) && lengthOf(job, now) >= AT_ONCE;
}

/**
 * "Job 3, sleep by virtual-thread, took 2.0 s off the loop. Meanwhile 20 of 20 ticks came on time."
 * Of several it tells the longest; one that still runs is told only while none is over.
 *
 * @param {import('./model.js').Model} model with a tick that is newer than the calls that are over
 * @param {import('./model.js').Job[]} jobs calls off the loop, at least one
 * @param {number} now
 */
export function offloadedSentence(model, jobs, now) {
  const over = jobs.filter(({ finished }) => finished !== null);
  if (over.length === 0) return `${capital(nameOf(jobs.at(-1)))}, runs off the loop. The loop goes on.`;
  const job = over.reduce((a, b) => (lengthOf(b, now) > lengthOf(a, now) ? b : a));
  const { onTime, due } = figures(panelOf(model, job, job.started, model.newestTick));
  const length = duration(lengthOf(job, now));
  const calls =
    over.length === 1
      ? `${capital(nameOf(job))}, took ${length} off the loop`
      : `${several(over.length, 'call')} ran off the loop. The longest, ${nameOf(job)}, took ${length}`;
  return `${calls}. Meanwhile ${onTime} of ${several(due, 'tick')} came on time.`;
}

function lengthOf({ started, finished }, now) {
  return (finished ?? now) - started;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
