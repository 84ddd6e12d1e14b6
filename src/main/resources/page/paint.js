import { barOf } from './lanes.js';
import { clock, count, several } from './words.js';

const STEPS = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000];
const MARGIN = 8;
/** So many waiting jobs fill their lane at the least: one that waits for a moment is no mountain. */
const FEW = 5;
const TICK = 34;
/** A lower bar has no room for an edge beside its fill. */
const THIN = 5;

/**
 * What is drawn, and of which time.
 *
 * @typedef {object} View
 * @property {number} from the time at the left edge
 * @property {number} to the time at the right edge
 * @property {number} present what is after it is not known yet
 * @property {boolean} blind whether nobody tells what happens now
 * @property {number} left where the lanes begin
 * @property {number} width
 * @property {number} height
 * @property {import('./model.js').Job | null} selected
 * @property {Bracket | null} bracket
 *
 * @typedef {{from: number, to: number | null, text: string}} Bracket
 */

/**
 * Draws the timeline. Nothing is remembered between two drawings, and only what is in view is
 * looked at twice.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./theme.js').Theme} theme
 * @param {import('./model.js').Model} model
 * @param {import('./lanes.js').Lanes} lanes
 * @param {View} view
 * @param {import('./model.js').Job[]} jobs those in view
 */
export function paint(pen, theme, model, lanes, view, jobs) {
  const x = (time) => view.left + ((time - view.from) / (view.to - view.from)) * (view.width - view.left);
  pen.clearRect(0, 0, view.width, view.height);
  pen.textBaseline = 'middle';
  beds(pen, theme, lanes, view);
  axis(pen, theme, lanes, view, x);
  pen.save();
  pen.beginPath();
  pen.rect(view.left, 0, view.width - view.left, view.height);
  pen.clip();
  waiting(pen, theme, model, lanes, view, x);
  holes(pen, theme, model, lanes, view, x);
  bars(pen, theme, lanes, view, jobs, x);
  ticks(pen, theme, model, lanes, view, x);
  if (view.bracket) bracket(pen, theme, lanes, view, x);
  if (view.blind) unknown(pen, theme, view, x);
  present(pen, theme, view, x);
  pen.restore();
  names(pen, theme, model, lanes, view);
}

/** The ground on which each lane lies. */
function beds(pen, theme, lanes, view) {
  pen.fillStyle = theme.bed;
  for (const lane of [lanes.loop, lanes.waiting, ...lanes.groups]) {
    round(pen, view.left, lane.y, view.width - view.left, lane.height, 6);
    pen.fill();
  }
}

function axis(pen, theme, lanes, view, x) {
  const wanted = ((view.to - view.from) / (view.width - view.left)) * 84;
  const step = STEPS.find((each) => each >= wanted) ?? 1_800_000;
  pen.font = theme.small;
  pen.textAlign = 'center';
  for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
    const px = Math.round(x(at)) + 0.5;
    pen.strokeStyle = theme.grid;
    line(pen, px, lanes.axis.height, px, view.height);
    pen.fillStyle = theme.faint;
    if (px > view.left + 26 && px < view.width - 26) pen.fillText(clock(at), px, 11);
  }
}

/** Late ticks trail their lateness behind them; due times without a tick are rings. */
function ticks(pen, theme, model, lanes, view, x) {
  const { y, beats } = lanes.loop;
  const middle = y + beats - 30;
  pen.strokeStyle = theme.line;
  line(pen, view.left, Math.round(middle) + 0.5, x(view.present), Math.round(middle) + 0.5);
  const ring = model.ticks;
  const last = ring.from(view.to);
  let drawn = -Infinity;
  for (let i = ring.from(view.from); i <= last && i < ring.length; i++) {
    const at = ring.at(i);
    const px = x(at);
    const late = ring.at(i, 1);
    const missed = ring.at(i, 2);
    if (px - x(at - late) > 3) trail(pen, theme, x(at - late), px, middle);
    if (missed > 0 && i > 0) {
      const interval = at - late - (ring.at(i - 1) - ring.at(i - 1, 1));
      rings(pen, theme, at - late, interval, missed, middle, x);
    }
    if (px - drawn < 1.5) continue;
    drawn = px;
    pen.fillStyle = theme.tick;
    pen.fillRect(px - 1.5, middle - TICK / 2, 3, TICK);
  }
}

/** From when it was due to when it came. */
function trail(pen, theme, due, made, middle) {
  pen.strokeStyle = theme.hole;
  pen.lineWidth = 2;
  line(pen, due, middle, made, middle);
  pen.lineWidth = 1;
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

/** The loop stood still: nobody can overlook it. */
function holes(pen, theme, model, lanes, view, x) {
  const { y, height } = lanes.loop;
  for (const block of model.blocks.values()) {
    const end = block.end ?? view.present;
    if (end < view.from || block.start > view.to) continue;
    const left = Math.max(view.left - 4, x(block.start));
    const right = Math.min(view.width + 4, Math.max(x(end), x(block.start) + 2));
    pen.fillStyle = theme.holeFill;
    pen.fillRect(left, y, right - left, height);
    pen.save();
    pen.beginPath();
    pen.rect(left, y, right - left, height);
    pen.clip();
    pen.strokeStyle = theme.hatch;
    pen.lineWidth = 3;
    // The hatching lies still under the passing time.
    const shift = ((x(0) % 12) + 12) % 12;
    for (let px = left - height - 12; px < right + 12; px += 12) {
      const start = Math.floor(px / 12) * 12 + shift;
      line(pen, start, y + height, start + height, y);
    }
    pen.restore();
    pen.lineWidth = 2;
    pen.strokeStyle = theme.hole;
    line(pen, left, y, left, y + height);
    if (block.end !== null) line(pen, right, y, right, y + height);
    pen.lineWidth = 1;
  }
}

/** How many jobs wait for a place, as steps. */
function waiting(pen, theme, model, lanes, view, x) {
  const { y, height } = lanes.waiting;
  const ring = model.waiting;
  const first = Math.max(0, ring.from(view.from) - 1);
  const last = Math.min(ring.length - 1, ring.from(view.to));
  let most = 0;
  for (let i = first; i <= last; i++) most = Math.max(most, ring.at(i, 1));
  if (most === 0) return;
  most = Math.max(most, FEW);
  // Where nobody waits there is no line.
  const floor = y + height + 1;
  pen.save();
  pen.beginPath();
  pen.rect(view.left, y, view.width, height);
  pen.clip();
  const top = (number) => floor - (number === 0 ? 0 : 3 + (number / most) * (height - 9));
  pen.beginPath();
  pen.moveTo(x(ring.at(first)), floor);
  let level = floor;
  let peak = floor;
  let drawn = x(ring.at(first));
  // Of all steps within a pixel, the highest and the last are seen.
  for (let i = first; i <= last; i++) {
    const px = x(ring.at(i));
    if (px - drawn >= 1) {
      pen.lineTo(drawn, peak);
      pen.lineTo(drawn, level);
      pen.lineTo(px, level);
      drawn = px;
      peak = level;
    }
    level = top(ring.at(i, 1));
    peak = Math.min(peak, level);
  }
  pen.lineTo(drawn, peak);
  pen.lineTo(drawn, level);
  const end = Math.min(x(view.present), x(view.to));
  pen.lineTo(end, level);
  pen.lineTo(end, floor);
  pen.closePath();
  pen.fillStyle = theme.queuedFill;
  pen.fill();
  pen.strokeStyle = theme.queued;
  pen.stroke();
  pen.restore();
}

/** A bar for each call; the time that it waited is a whisker before it. */
function bars(pen, theme, lanes, view, jobs, x) {
  for (const job of jobs) {
    const bar = barOf(lanes, job);
    if (bar && bar.height > 4 && x(job.started) - x(job.submitted) > 2) {
      const middle = Math.round(bar.y + bar.height / 2) + 0.5;
      pen.strokeStyle = theme.queued;
      line(pen, x(job.submitted), middle, x(job.started), middle);
      line(pen, x(job.submitted) + 0.5, middle - 3, x(job.submitted) + 0.5, middle + 3);
    }
  }
  for (const job of jobs) {
    const bar = barOf(lanes, job);
    if (bar) barFor(pen, theme, view, job, bar, x);
    else if (job.started === null && job.finished !== null) neverRan(pen, theme, lanes, job, x);
  }
}

function barFor(pen, theme, view, job, { y, height }, x) {
  const left = Math.max(x(job.started), view.left - 20);
  const end = Math.min(job.finished ?? view.present, view.present);
  const right = Math.min(Math.max(x(end), left + 1.5), view.width + 20);
  const look = theme.states[job.state];
  if (job.released !== null) stillHeld(pen, theme, view, job, y, height, x);
  if (height < THIN) {
    pen.fillStyle = look.edge;
    pen.globalAlpha = 0.6;
    pen.fillRect(left, y, right - left, height);
    pen.globalAlpha = 1;
  } else {
    pen.fillStyle = look.fill;
    round(pen, left, y, right - left, height, Math.min(4, height / 3));
    pen.fill();
  }
  if (height >= THIN && right - left > 4) {
    pen.fillStyle = look.edge;
    round(pen, left, y, 3, height, 1.5);
    pen.fill();
  }
  if (view.selected === job) {
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 2;
    round(pen, left - 1, y - 1, right - left + 2, height + 2, 5);
    pen.stroke();
    pen.lineWidth = 1;
  }
  const shown = Math.max(left, view.left);
  if (height >= 14 && right - shown > 44) {
    pen.fillStyle = look.text;
    pen.font = theme.small;
    pen.textAlign = 'left';
    const text = `${job.kind} · job ${job.id}${FINE.has(job.state) ? '' : ` · ${job.state}`}`;
    pen.fillText(fitting(pen, text, right - shown - 2 * MARGIN), shown + MARGIN, y + height / 2 + 0.5);
  }
}

const FINE = new Set(['running', 'succeeded', 'queued']);

/** Its end is told, but its call ignores that: the thread is not free. */
function stillHeld(pen, theme, view, job, y, height, x) {
  const end = Math.min(job.released, view.present);
  pen.strokeStyle = theme.states[job.state].edge;
  pen.setLineDash([3, 3]);
  const middle = Math.round(y + height / 2) + 0.5;
  line(pen, x(job.finished), middle, x(end), middle);
  pen.setLineDash([]);
}

function neverRan(pen, theme, lanes, job, x) {
  const { y, height } = lanes.waiting;
  pen.fillStyle = theme.states[job.state].edge;
  pen.fillRect(x(job.finished) - 1, y + 3, 2, height - 6);
}

/** Points at a stretch of the loop's lane. */
function bracket(pen, theme, lanes, view, x) {
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

function unknown(pen, theme, view, x) {
  const left = Math.max(view.left, x(view.present));
  if (left >= view.width) return;
  pen.fillStyle = theme.veil;
  pen.fillRect(left, 0, view.width - left, view.height);
  pen.font = theme.small;
  pen.fillStyle = theme.soft;
  pen.textAlign = 'left';
  const text = 'not connected';
  if (view.width - left > pen.measureText(text).width + 16) {
    pen.fillText(text, left + 8, view.height - 12);
  }
}

function present(pen, theme, view, x) {
  const px = Math.round(x(view.present)) - 0.5;
  if (px < view.left || px > view.width) return;
  pen.strokeStyle = theme.accent;
  line(pen, px, 22, px, view.height);
}

/** What each lane is, beside it or, where there is no room, above it. */
function names(pen, theme, model, lanes, view) {
  const narrow = view.left === 0;
  pen.textAlign = 'left';
  const lane = (name, note, { y, height }, strong) => {
    pen.font = strong ? theme.strong : theme.normal;
    pen.fillStyle = strong ? theme.ink : theme.soft;
    if (narrow) {
      pen.font = strong ? theme.smallStrong : theme.small;
      pen.fillText(name, 0, y - 9);
      const after = pen.measureText(`${name}  `).width;
      pen.font = theme.small;
      pen.fillStyle = theme.faint;
      if (note) pen.fillText(note, after, y - 9);
      return;
    }
    const two = note && height >= 34;
    pen.fillText(name, 0, y + (two ? height / 2 - 9 : height / 2));
    pen.font = theme.small;
    pen.fillStyle = theme.faint;
    if (two) pen.fillText(note, 0, y + height / 2 + 9);
    else if (note) {
      pen.textAlign = 'right';
      pen.fillText(note, view.left - 12, y + height / 2);
      pen.textAlign = 'left';
    }
  };
  const queue = model.waiting.length ? model.waiting.at(model.waiting.length - 1, 1) : 0;
  lane('loop under test', 'each mark is a tick', lanes.loop, true);
  lane('waiting', queue > 0 ? count(queue) : '', lanes.waiting);
  for (const group of lanes.groups) {
    const hidden = group.shown < group.rows ? `, ${count(group.shown)} shown` : '';
    const note = group.rows > 1 ? `${several(group.rows, 'thread')}${hidden}` : '';
    lane(group.strategy, note && group.height < 34 && !narrow ? '' : note, group);
  }
}

function fitting(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return end > 2 ? `${text.slice(0, end)}…` : '';
}

function line(pen, x1, y1, x2, y2) {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

function round(pen, x, y, width, height, radius) {
  pen.beginPath();
  if (radius < 1) pen.rect(x, y, width, height);
  else pen.roundRect(x, y, width, height, radius);
}
