/** What the service says in its event streams, with as little of it as a test has to give. */

/** The time from which the tests count, in ms since 1970. */
export const START = Date.parse('2026-11-22T12:00:00Z');

/** A time in the service's form. */
export function at(ms) {
  return new Date(START + ms).toISOString();
}

export function tick(seq, ms, { lateMs = 0, missed = 0 } = {}) {
  return { seq, at: at(ms), lateMs, missed };
}

/** The id of the job with a number. */
export function idOf(number) {
  return `${number}9aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a`;
}

/** An event of a job, which happens when the last of its given times says. */
export function jobEvent(number, { submitted = 0, started = null, finished = null, thread = null, at: when = null, ...rest } = {}) {
  const time = (ms) => (ms === null ? null : at(ms));
  return {
    at: at(when ?? finished ?? started ?? submitted),
    job: {
      id: idOf(number),
      number,
      kind: 'sleep',
      strategy: 'execute-blocking',
      arguments: { duration: '1s' },
      state: finished !== null ? 'succeeded' : started !== null ? 'running' : 'queued',
      error: null,
      thread: thread && { name: thread },
      holdsThread: false,
      submitted: time(submitted),
      started: time(started),
      finished: time(finished),
      queueWaitMs: null,
      runMs: null,
      ...rest,
    },
  };
}

export function blockReport(number, { start = 0, lengthMs = 100, over = true, ...rest } = {}) {
  return { number, start: at(start), lengthMs, over, cause: 'call', callMs: lengthMs, gcMs: 0, machineMs: 0, unknownMs: 0, job: null, where: null, frames: [], ...rest };
}
