import { barOf } from './lanes.js';
import { fitting, line, round } from './pen.js';

const MARGIN = 8;
/** The fewest jobs that fill the lane of the queue: a single one should not look like a crowd. */
const FEW = 5;
/** A bar below this height has no room for an edge beside its fill. */
const THIN = 5;

/** How many jobs are queued, as steps. */
export function queue(pen, theme, model, lanes, view, x) {
  const { y, height } = lanes.queue;
  const ring = model.queue;
  const first = Math.max(0, ring.from(view.from) - 1);
  const last = Math.min(ring.length - 1, ring.from(view.to));
  let most = 0;
  for (let i = first; i <= last; i++) most = Math.max(most, ring.at(i, 1));
  if (most === 0) return;
  most = Math.max(most, FEW);
  // An empty queue has no line: it would lie below the lane.
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
  // Of all steps within a pixel, only the highest and the last are drawn.
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

/** A bar for each call, with a line before it for its time in the queue. */
export function bars(pen, theme, lanes, view, jobs, x) {
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
    const text = `${job.kind} · job ${job.number}${FINE.has(job.state) ? '' : ` · ${job.state}`}`;
    pen.fillText(fitting(pen, text, right - shown - 2 * MARGIN), shown + MARGIN, y + height / 2 + 0.5);
  }
}

const FINE = new Set(['running', 'succeeded', 'queued']);

/** The job has ended, but its call goes on and holds the thread: a dashed line until it is back. */
function stillHeld(pen, theme, view, job, y, height, x) {
  const end = Math.min(job.released, view.present);
  pen.strokeStyle = theme.states[job.state].edge;
  pen.setLineDash([3, 3]);
  const middle = Math.round(y + height / 2) + 0.5;
  line(pen, x(job.finished), middle, x(end), middle);
  pen.setLineDash([]);
}

function neverRan(pen, theme, lanes, job, x) {
  const { y, height } = lanes.queue;
  pen.fillStyle = theme.states[job.state].edge;
  pen.fillRect(x(job.finished) - 1, y + 3, 2, height - 6);
}
