import { el } from './dom.js';
import { count, duration, size } from './words.js';

/** What the experiment as a whole shows, in short sentences. */
export function conclusions(sentences) {
  return sentences.length > 0 && el('ul', { class: 'conclusion' }, sentences.map((sentence) => el('li', {}, sentence)));
}

/** The strategies side by side: how long all jobs took, how late the loop got, and the verdict. */
export function comparison(results) {
  const longest = Math.max(...results.flatMap(({ makespanMs, idealMs }) => [makespanMs.high ?? makespanMs.median, idealMs ?? 0]));
  const latest = Math.max(...results.map(({ lateMs }) => lateMs.corrected.max), 1);
  const late = (ms) => ms / latest;
  return el(
    'ol',
    { class: 'compare' },
    results.map(({ strategy, verdict, makespanMs, idealMs, lateMs, blocks }) =>
      el(
        'li',
        {},
        el('h4', {}, strategy),
        el('p', { class: 'verdict' }, verdict),
        bar({
          name: 'All jobs',
          share: makespanMs.median / longest,
          mark: idealMs === null ? null : idealMs / longest,
          interval: makespanMs.low === null ? null : [makespanMs.low / longest, makespanMs.high / longest],
          value: duration(makespanMs.median),
          note: interval(makespanMs),
          look: 'time',
        }),
        bar({
          name: 'Lateness',
          share: late(lateMs.corrected.max),
          mark: late(lateMs.control.max),
          value: duration(lateMs.corrected.max),
          note: `control ${duration(lateMs.control.max)}`,
          look: blocks.count > 0 ? 'blocked' : 'late',
        }),
      ),
    ),
    el('li', { class: 'key' }, "All jobs: the time until the last job ended, the median of the runs; the whisker is its interval, the mark the ideal time. No difference is shown between strategies whose intervals meet. Lateness: the loop's largest; the mark is the control's. A bar is red where the loop was blocked."),
  );
}

/** "44 ms – 70 ms"; a dash if the runs are too few. */
function interval({ low, high }) {
  return low === null ? duration(null) : `${duration(low)} – ${duration(high)}`;
}

/** All that was measured, as a table. */
export function figures(results) {
  /** @type {[string, (result: any) => string][]} */
  const rows = [
    ['jobs succeeded', ({ jobs }) => `${count(jobs.succeeded)} of ${count(jobs.asked)}`],
    ['all jobs, median', ({ makespanMs }) => duration(makespanMs.median)],
    ['its interval', ({ makespanMs }) => interval(makespanMs)],
    ['ideal', ({ idealMs }) => duration(idealMs)],
    ['jobs per second', ({ throughputPerSecond }) => throughputPerSecond.toFixed(1)],
    ['queue wait, median', ({ queueWaitOfRunsMs }) => duration(queueWaitOfRunsMs.median)],
    ['its interval', ({ queueWaitOfRunsMs }) => interval(queueWaitOfRunsMs)],
    ['queue wait, p99', ({ queueWaitMs }) => duration(queueWaitMs.p99)],
    ['run time, median', ({ runOfRunsMs }) => duration(runOfRunsMs.median)],
    ['its interval', ({ runOfRunsMs }) => interval(runOfRunsMs)],
    ['run time, p99', ({ runMs }) => duration(runMs.p99)],
    ['loop lateness, p99 raw', ({ lateMs }) => duration(lateMs.raw.p99)],
    ['loop lateness, p99 corrected', ({ lateMs }) => duration(lateMs.corrected.p99)],
    ['control lateness, p99', ({ lateMs }) => duration(lateMs.control.p99)],
    ['ticks missed', ({ ticks }) => count(ticks.missed)],
    ['blocks', ({ blocks }) => (blocks.count === 0 ? 'none' : `${count(blocks.count)}, for up to ${duration(blocks.longestMs)}`)],
    ['most at once', ({ sideBySide }) => `${count(sideBySide.most)} of ${count(sideBySide.allowed)} allowed`],
    ['threads', ({ threads }) => count(threads)],
    ['CPU time', ({ cpuSeconds }) => duration(cpuSeconds * 1000)],
    ['memory allocated', ({ allocatedBytes }) => size(allocatedBytes)],
  ];
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': 'All figures', tabindex: '0' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, el('td'), results.map(({ strategy }) => el('th', { scope: 'col', class: 'number' }, strategy)))),
      el(
        'tbody',
        {},
        rows.map(([name, of]) =>
          el('tr', {}, el('th', { scope: 'row' }, name), results.map((result) => el('td', { class: 'number' }, of(result)))),
        ),
      ),
    ),
  );
}

export function downloads(id) {
  const link = (text, path, name) => el('a', { href: `/experiments/${id}${path}`, download: `experiment-${id}.${name}` }, text);
  return el(
    'p',
    { class: 'downloads' },
    'Download: ',
    link('report', '?format=html', 'html'),
    link('JSON', '?format=json', 'json'),
    link('text', '?format=text', 'txt'),
    link('CSV', '?format=csv', 'csv'),
    link('trace', '/trace', 'trace.json'),
    link('lateness', '/lateness', 'hlog'),
    el('span', { class: 'hint' }, 'The trace opens in ui.perfetto.dev, the lateness in HdrHistogram’s tools.'),
  );
}

function bar({ name, share, mark, interval: between = null, value, note, look }) {
  const fill = el('span', { class: `fill ${look}` });
  fill.style.width = `${Math.max(0.4, Math.min(100, share * 100))}%`;
  const ideal = mark === null ? null : el('span', { class: 'mark' });
  if (ideal) ideal.style.left = `${Math.min(100, mark * 100)}%`;
  const whisker = between === null ? null : el('span', { class: 'whisker' });
  if (whisker) {
    whisker.style.left = `${between[0] * 100}%`;
    whisker.style.right = `${100 - between[1] * 100}%`;
  }
  return el(
    'div',
    { class: 'bar' },
    el('span', { class: 'name' }, name),
    el('span', { class: 'rail', 'aria-hidden': 'true' }, fill, ideal, whisker),
    el('span', { class: 'value' }, value),
    el('span', { class: 'note' }, note),
  );
}
