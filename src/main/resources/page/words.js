/** How figures and events are put into words. */

import { AT_ONCE } from './users.js';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1234 → 1,234 */
export function count(number) {
  return grouped.format(number);
}

/** 1 → "1 job", 2 → "2 jobs" */
export function several(number, what, many = `${what}s`) {
  return `${count(number)} ${number === 1 ? what : many}`;
}

/** Milliseconds with as many digits as matter: 0.35 ms, 12 ms, 2.0 s, 3 min. */
export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** Bytes in decimal units: 512 B, 1.5 kB, 24 MB. */
export function size(bytes) {
  if (bytes === null || bytes === undefined) return '–';
  /** @type {[string, number][]} */
  const units = [['GB', 1e9], ['MB', 1e6], ['kB', 1e3]];
  for (const [unit, factor] of units) {
    if (bytes >= factor) return `${(bytes / factor).toFixed(bytes >= 10 * factor ? 0 : 1)} ${unit}`;
  }
  return `${bytes} B`;
}

/** 14:03:07 */
export function clock(ms) {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** "job 2, sleep on the event loop", "job 3, sleep by virtual-thread" */
export function nameOf(job) {
  const how = job.strategy === 'event-loop' ? 'on the event loop' : `by ${job.strategy}`;
  return `job ${job.number}, ${job.kind} ${how}`;
}

/** What blocked the loop for the most part. */
export function culprit({ cause, job }) {
  return causeName(cause, job);
}

/** The words of the service's log for the causes. */
const CAUSES = { gc: 'garbage collection', machine: 'a pause of the machine', unknown: 'something unknown' };

function causeName(cause, job) {
  if (cause !== 'call') return CAUSES[cause];
  return job ? nameOf(job) : 'a call';
}

/** A part of a block below this share of it is not worth a word. */
const WORTH_A_WORD = 0.05;

/**
 * All that blocked the loop: "a pause of the machine", or "1.6 s by job 2, sleep on the event loop;
 * 0.4 s by garbage collection" if there is more than one cause.
 *
 * @param {{cause: string, job: any, parts?: Record<string, number> | null}} block
 */
export function causesOf({ cause, job, parts }) {
  if (!parts) return causeName(cause, job);
  const all = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const worth = Object.entries(parts).filter(([, ms]) => ms > all * WORTH_A_WORD);
  if (worth.length < 2) return causeName(cause, job);
  return worth
    .sort(([, a], [, b]) => b - a)
    .map(([each, ms]) => `${duration(ms)} by ${causeName(each, job)}`)
    .join('; ');
}

/**
 * "The loop was blocked for 2.0 s: job 2, sleep on the event loop", "The machine paused for 400 ms"
 *
 * @param {{end: number | null, cause: string, job: any, parts?: Record<string, number> | null}} block the longest of those that the sentence is about
 * @param {string} length how long it was
 * @param {number} times how many there are
 */
export function blockSentence(block, length, times = 1) {
  const often = times > 1 ? ` ${times} times, for up to ${length}` : ` for ${length}`;
  if (block.end === null) return block.cause === 'machine' ? 'The machine has paused' : `The loop is blocked: ${culprit(block)}`;
  const causes = causesOf(block);
  return causes === CAUSES.machine ? `The machine paused${often}` : `The loop was blocked${often}: ${causes}`;
}

/**
 * "The loop has been blocked 3 times, for up to 2.0 s; 186 calls on it took less than 100 ms; the machine
 * paused once, for 400 ms"
 *
 * @param {{start: number, end: number, cause: string}[]} times
 * @param {number} shorter how many calls on the loop were too short to be a block
 */
export function blocksSoFar(times, shorter = 0) {
  const pauses = times.filter(({ cause }) => cause === 'machine');
  const blocks = times.filter(({ cause }) => cause !== 'machine');
  const loop = blocks.length === 0 ? 'The loop has not been blocked yet' : `The loop has been blocked ${howOften(blocks)}`;
  const calls = shorter > 0 && `${several(shorter, 'call')} on it took less than ${duration(AT_ONCE)}`;
  const machine = pauses.length > 0 && `the machine paused ${howOften(pauses)}`;
  return [loop, calls, machine].filter(Boolean).join('; ');
}

function howOften(times) {
  const longest = duration(Math.max(...times.map(({ start, end }) => end - start)));
  return times.length === 1 ? `once, for ${longest}` : `${several(times.length, 'time')}, for up to ${longest}`;
}

/** "Ticks 1 to 1,240 received, none lost"; nothing before the first tick. */
export function ticksReceived({ first, last, missing }) {
  if (last === 0) return '';
  return `Ticks ${count(first)} to ${count(last)} received, ${missing === 0 ? 'none' : count(missing)} lost`;
}
