import { endOf } from './blocks.js';
import { isPause } from './blocked-times.js';
import { hole, line } from './pen.js';

const TICK = 32;
/** Ticks that are closer than this, in pixels, are shading instead of marks. */
const CLOSE = 3;
/** The width of a step of the shading, in pixels, and how dark a full one is. */
const STEP = 8;
const FULL = 0.6;

/** Draws the ticks. A late tick has a red line from its due time; a missed one is a red ring. */
export function ticks(pen, theme, model, lanes, view, x) {
  const { y, ticks: height } = lanes.loop;
  const middle = y + height - TICK / 2 - 3;
  const end = Math.min(view.present, view.to);
  pen.strokeStyle = theme.line;
  line(pen, view.left, Math.round(middle) + 0.5, x(end), Math.round(middle) + 0.5);
  const ring = model.ticks;
  const first = ring.from(view.from);
  // Nothing stands in the future: the clock of the page may be behind by a moment.
  const last = ring.from(end);
  for (let i = first; i < last; i++) {
    const due = ring.at(i) - ring.at(i, 1);
    if (x(ring.at(i)) - x(due) > 3) trail(pen, theme, x(due), x(ring.at(i)), middle);
    if (ring.at(i, 2) > 0 && i > 0) rings(pen, theme, due, intervalBefore(ring, i), ring.at(i, 2), middle, x);
  }
  pen.fillStyle = theme.tick;
  if (isShaded(model, view)) {
    shade(pen, ring, first, last, x, x(end), middle);
  } else {
    for (let i = first; i < last; i++) pen.fillRect(x(ring.at(i)) - 1.5, middle - TICK / 2, 3, TICK);
  }
}

/** Whether the ticks in view are so close that they are drawn as shading. */
export function isShaded({ ticks }, { from, to, present, left, width }) {
  const end = Math.min(present, to);
  const room = ((width - left) * (end - from)) / (to - from);
  return ticks.from(end) - ticks.from(from) > room / CLOSE;
}

/** Ticks as shading: the darker, the more of them. Its steps move with the time and do not flicker. */
function shade(pen, ring, first, last, x, right, middle) {
  const length = STEP / (x(1) - x(0));
  const steps = [];
  for (let i = first; i < last; i++) {
    const step = Math.floor(ring.at(i) / length);
    if (steps.at(-1)?.step === step) steps.at(-1).count++;
    else steps.push({ step, count: 1 });
  }
  const most = Math.max(...steps.map(({ count }) => count));
  for (let i = 0; i < steps.length; ) {
    const { step, count } = steps[i];
    const alpha = levelOf(count, most);
    let end = step;
    while (i < steps.length && steps[i].step === end && levelOf(steps[i].count, most) === alpha) {
      end++;
      i++;
    }
    pen.globalAlpha = alpha;
    const left = x(step * length);
    pen.fillRect(left, middle - TICK / 2, Math.min(right, x(end * length)) - left, TICK);
  }
  pen.globalAlpha = 1;
}

/** One of three, so that a tick more or less is not seen. */
function levelOf(count, most) {
  const share = count / most;
  return (share > 0.7 ? 1 : share > 0.35 ? 0.6 : 0.3) * FULL;
}

/** A line from when a tick was due to when it came. */
function trail(pen, theme, due, made, middle) {
  pen.strokeStyle = theme.hole;
  pen.lineWidth = 2;
  line(pen, due, middle, made, middle);
  pen.lineWidth = 1;
}

/** The time between two due times, by the tick before: due times may have passed after that one as well. */
function intervalBefore(ring, i) {
  const due = ring.at(i) - ring.at(i, 1);
  const before = ring.at(i - 1) - ring.at(i - 1, 1);
  return (due - before) / (ring.at(i - 1, 2) + 1);
}

function rings(pen, theme, due, interval, missed, middle, x) {
  if (x(due + interval) - x(due) < 9) return;
  pen.strokeStyle = theme.hole;
  pen.fillStyle = theme.holeFill;
  pen.lineWidth = 1.5;
  for (let i = 1; i <= missed; i++) {
    pen.beginPath();
    pen.arc(x(due + i * interval), middle, 4, 0, 7);
    pen.fill();
    pen.stroke();
  }
  pen.lineWidth = 1;
}

/**
 * Draws when the loop stood still, as holes over the whole lane: hatched in red, or in grey where the
 * machine paused. What the loop's own calls blocked is drawn over what the machine did. Those that
 * follow each other at once are one hole with thin lines between them.
 */
export function holes(pen, theme, lanes, view, times, x) {
  const pauses = times.filter(isPause);
  const blocks = times.filter((time) => !isPause(time));
  for (const time of pauses) holeOf(pen, theme.pause, lanes.loop, view, time, x);
  for (const run of runs(blocks, view, x)) {
    holeOf(pen, theme.block, lanes.loop, view, run, x);
    pen.strokeStyle = theme.block.hatch;
    for (const start of run.starts) line(pen, x(start), lanes.loop.y, x(start), lanes.loop.y + lanes.loop.height);
  }
}

/** Blocks between which there is no room for a pixel or two, as one. */
function runs(blocks, view, x) {
  const all = [];
  for (const { start, end } of blocks) {
    const before = all.at(-1);
    if (before && x(start) - x(endOf(before, view.present)) < CLOSE) {
      before.end = end === null || before.end === null ? null : Math.max(before.end, end);
      before.starts.push(start);
    } else {
      all.push({ start, end, starts: [] });
    }
  }
  return all;
}

/** A time as a hole; what is out of view is not drawn. */
function holeOf(pen, look, { y, height }, view, time, x) {
  const left = Math.max(view.left - 4, x(time.start));
  const right = Math.min(view.width + 4, Math.max(x(endOf(time, view.present)), x(time.start) + 2));
  hole(pen, look, { left, right, y, height, lasts: time.end === null }, x(0));
}

/** Marks a stretch of the loop's lane. */
export function bracket(pen, theme, lanes, view, x) {
  const { from, to, text } = view.bracket;
  const y = lanes.loop.y + lanes.loop.height - 16;
  const left = Math.max(x(from), view.left + 2);
  const right = Math.min(x(Math.min(to ?? view.present, view.present)), view.width - 2);
  if (right - left < 4) return;
  pen.strokeStyle = theme.accent;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(left, y - 7);
  pen.lineTo(left, y);
  pen.lineTo(right, y);
  pen.lineTo(right, y - 7);
  pen.stroke();
  pen.lineWidth = 1;
  pen.font = theme.strong;
  pen.fillStyle = theme.accent;
  pen.textAlign = 'center';
  if (right - left > pen.measureText(text).width) pen.fillText(text, (left + right) / 2, y + 9);
}
