/** How figures are written for people. */

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
  if (ms < 0.9995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** Bytes as people say them. */
export function size(bytes) {
  if (bytes === null || bytes === undefined) return '–';
  for (const [unit, factor] of [['GB', 1e9], ['MB', 1e6], ['kB', 1e3]]) {
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

/** "job 2, sleep on the event loop" */
export function nameOf(job) {
  return `job ${job.id}, ${job.kind} ${by(job.strategy)}`;
}

/** "on the event loop", "by virtual-thread" */
export function by(strategy) {
  return strategy === 'event-loop' ? 'on the event loop' : `by ${strategy}`;
}

/** What stopped the loop, as a half sentence. */
export function culprit(block) {
  if (block.cause === 'gc') return 'a collection of garbage';
  if (block.cause === 'machine') return 'the machine stood still as well';
  return block.job ? nameOf(block.job) : 'a call on the event loop';
}
