import { endOf } from './blocks.js';
import { LOOP } from './model.js';

/**
 * A time in which the loop stood still, as it is drawn and counted: a block that the service reports,
 * or a call on the loop that is too short for a report.
 *
 * @typedef {object} BlockedTime
 * @property {string} key tells it from all others
 * @property {number} start in ms since 1970
 * @property {number | null} end null while it lasts
 * @property {string} cause
 * @property {{id: string, number: number, kind: string, strategy: string} | null} job
 * @property {import('./model.js').Block['parts'] | null} parts null if it was the call alone
 * @property {import('./model.js').Job | import('./model.js').Block} of where the details are
 */

/**
 * Every time in which the loop stood still, in the order of their starts. A call that a report blames is
 * told by the report. While a block lasts its report may name another cause than in the end: the call
 * that holds the loop meanwhile is what is known for certain.
 *
 * @param {Iterable<import('./model.js').Block>} blocks
 * @param {Iterable<import('./model.js').Job>} jobs
 * @param {number} present
 * @returns {BlockedTime[]}
 */
export function blockedTimes(blocks, jobs, present) {
  const calls = [...jobs].filter(isOnLoop).map(byCall);
  const reports = [...blocks]
    .filter((block) => block.cause === 'call' || block.end !== null || !calls.some((call) => call.end === null))
    .map(byReport);
  const blamed = reports.filter(({ cause }) => cause === 'call').sort(byStart);
  return [...reports, ...untold(calls.sort(byStart), blamed, present)].sort(byStart);
}

/** The calls that no report tells. Calls and reports are in order, and neither overlap: one pass over both will do. */
function untold(calls, reports, present) {
  const named = new Set(reports.map(({ job }) => job?.id));
  let next = 0;
  return calls.filter((call) => {
    while (next < reports.length && endOf(reports[next], present) <= call.start) next++;
    const end = endOf(call, present);
    for (let i = next; i < reports.length && reports[i].start < end; i++) {
      if (covers(reports[i], call, present)) return false;
    }
    return !named.has(call.job.id);
  });
}

function byStart(a, b) {
  return a.start - b.start;
}

/** Whether the machine paused, so that everything stood still and not only the loop. */
export function isPause({ cause }) {
  return cause === 'machine';
}

/** Whether a job's call is made, or was made, by the loop itself. */
export function isOnLoop({ started, thread, strategy }) {
  return started !== null && (thread === LOOP || strategy === 'event-loop');
}

function byCall(job) {
  return { key: `job ${job.number}`, start: job.started, end: job.finished, cause: 'call', job, parts: null, of: job };
}

function byReport(block) {
  const { number, start, end, cause, job, parts } = block;
  return { key: `block ${number}`, start, end, cause, job, parts, of: block };
}

/** Whether at least half of a call lies within a report. */
function covers(report, call, present) {
  const from = Math.max(report.start, call.start);
  const to = Math.min(endOf(report, present), endOf(call, present));
  return to > from && 2 * (to - from) >= endOf(call, present) - call.start;
}
