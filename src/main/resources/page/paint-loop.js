import { line } from './pen.js';

const TICK = 34;

/** Draws the ticks. A late tick has a line from its due time; a missed one is a ring. */
export function ticks(pen, theme, model, lanes, view, x) {
  const { y, ticks: height } = lanes.loop;
  const middle = y + height - 30;
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

/** A line from when a tick was due to when it came. */
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

/** Draws the blocks of the loop as hatched holes over the whole lane. */
export function holes(pen, theme, model, lanes, view, x) {
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
    // The hatching moves with the time, so that it does not shimmer.
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
