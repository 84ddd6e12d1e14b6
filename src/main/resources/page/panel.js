import { AT_ONCE } from './users.js';
import { duration, several } from './words.js';

/**
 * What happened around one call, as it is drawn and counted. Times are whole milliseconds from its
 * beginning.
 *
 * @typedef {object} Panel
 * @property {boolean} offloaded whether a worker thread made the call; otherwise the loop did
 * @property {number} span
 * @property {[number, number]} call
 * @property {[number, number, number][]} ticks when each was due, how late it was, and how many due
 *     times after it passed without a tick
 * @property {[number, number][]} users when each arrived, and the wait
 */

/**
 * The panel of a call that is over.
 *
 * @param {import('./model.js').Model} model
 * @param {import('./model.js').Job} job
 * @param {number} from in ms since 1970
 * @param {number} to
 * @returns {Panel}
 */
export function panelOf(model, job, from, to) {
  const since = (time) => Math.round(time - from);
  const { ticks } = model;
  const panel = /** @type {Panel} */ ({
    offloaded: job.strategy !== 'event-loop',
    span: since(to),
    call: [since(job.started), since(job.finished)],
    ticks: [],
    users: model.users
      .between(from, to)
      .filter(({ served }) => served)
      .map(({ arrived, gone }) => [since(arrived), Math.round(gone - arrived)]),
  });
  for (let i = ticks.from(from); i < ticks.length && ticks.at(i) <= to; i++) {
    const late = Math.round(ticks.at(i, 1));
    panel.ticks.push([since(ticks.at(i)) - late, late, ticks.at(i, 2)]);
  }
  return panel;
}

/**
 * The due times of ticks that fell into the call, by what became of them, and the users who waited
 * during the call.
 *
 * @param {Panel} panel
 */
export function figures({ call: [begin, end], ticks, users }) {
  const inTheCall = (due) => due >= begin && due < end;
  const came = ticks.filter(([due]) => inTheCall(due));
  const late = came.filter(([, lateness]) => lateness >= AT_ONCE).length;
  const never = missedTimes({ ticks }).filter(inTheCall).length;
  const waits = users
    .filter(([arrived, waited]) => arrived < end && arrived + waited >= begin)
    .map(([, waited]) => waited);
  return {
    onTime: came.length - late,
    late,
    never,
    due: came.length + never,
    users: users.length,
    waited: waits.filter((wait) => wait >= AT_ONCE).length,
    longest: Math.max(0, ...waits),
  };
}

/**
 * When the ticks were due that never came. A tick tells how many due times passed after its own.
 *
 * @param {Pick<Panel, 'ticks'>} panel
 */
export function missedTimes({ ticks }) {
  const times = [];
  ticks.forEach(([due, , missed], i) => {
    const next = ticks[i + 1];
    if (!next || missed === 0) return;
    const interval = (next[0] - due) / (missed + 1);
    for (let n = 1; n <= missed; n++) times.push(due + n * interval);
  });
  return times;
}

/**
 * "One blocking call: 1 tick late, 3 never, 20 users waited up to 2.0 s."
 *
 * @param {Panel} panel
 */
export function sentence(panel) {
  const { onTime, late, never, due, waited, longest } = figures(panel);
  const ticks =
    late + never === 0
      ? `${onTime} of ${several(due, 'tick')} on time`
      : [onTime > 0 && `${several(onTime, 'tick')} on time`, late > 0 && `${several(late, 'tick')} late`, never > 0 && `${never} never`]
          .filter(Boolean)
          .join(', ');
  const users = waited === 0 ? 'nobody waited' : `${several(waited, 'user')} waited up to ${duration(longest)}`;
  const call = panel.offloaded ? 'The same call offloaded' : 'One blocking call';
  return `${call}: ${ticks}, ${users}.`;
}
