import { missedTimes } from './panel.js';
import { users } from './paint-users.js';
import { hole, line, round } from './pen.js';
import { duration } from './words.js';

const NAME = 18;
const GAP = 8;
const LOOP = 58;
const USERS = 78;
const WORKER = 26;
const TICK = 26;
const RADIUS = 6;

/** How high a panel is, in pixels. */
export const PANEL_HEIGHT = 3 * NAME + LOOP + GAP + USERS + GAP + WORKER;

/**
 * Draws what happened around one call: the loop, the users who asked it, and the worker thread.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./theme.js').Theme} theme
 * @param {import('./panel.js').Panel} panel
 * @param {{left: number, top: number, width: number}} box
 */
export function paintPanel(pen, theme, panel, { left, top, width }) {
  const x = (time) => left + (time / panel.span) * width;
  const loop = { y: top + NAME, height: LOOP };
  const queue = { y: loop.y + LOOP + GAP + NAME, height: USERS };
  const worker = { y: queue.y + USERS + GAP + NAME, height: WORKER };
  pen.textBaseline = 'middle';
  bed(pen, theme, 'loop under test: each mark is a tick', loop, left, width);
  bed(pen, theme, 'users: each dot asks the loop over HTTP', queue, left, width);
  bed(pen, theme, 'worker thread', worker, left, width);
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, PANEL_HEIGHT);
  pen.clip();
  if (!panel.offloaded) blocked(pen, theme, panel, loop, x);
  ticks(pen, theme, panel, loop, x);
  users(pen, theme, panel.users.map(([arrived, wait]) => ({ arrived, gone: arrived + wait })), queue, panel.span, x);
  if (panel.offloaded) call(pen, theme, panel, worker, x);
  pen.restore();
}

function bed(pen, theme, name, { y, height }, left, width) {
  pen.font = theme.small;
  pen.fillStyle = theme.soft;
  pen.textAlign = 'left';
  pen.fillText(name, left, y - NAME / 2);
  pen.fillStyle = theme.bed;
  round(pen, left, y, width, height, RADIUS);
  pen.fill();
}

function blocked(pen, theme, { call: [begin, end] }, { y, height }, x) {
  const from = x(begin);
  const to = x(end);
  hole(pen, theme.block, { left: from, right: to, y, height }, from);
  pen.font = theme.smallStrong;
  pen.fillStyle = theme.hole;
  pen.textAlign = 'center';
  const text = `blocked for ${duration(end - begin)}`;
  const room = pen.measureText(text).width + 10;
  if (room > to - from) return;
  pen.fillStyle = theme.holeFill;
  pen.fillRect((from + to - room) / 2, y + 4, room, 15);
  pen.fillStyle = theme.hole;
  pen.fillText(text, (from + to) / 2, y + 12);
}

function ticks(pen, theme, panel, { y, height }, x) {
  const middle = y + height - TICK / 2 - 8;
  pen.strokeStyle = theme.hole;
  for (const [due, late] of panel.ticks) {
    if (x(due + late) - x(due) < 3) continue;
    pen.lineWidth = 2;
    line(pen, x(due), middle, x(due + late), middle);
  }
  pen.lineWidth = 1.5;
  pen.fillStyle = theme.holeFill;
  let drawn = -Infinity;
  for (const due of missedTimes(panel)) {
    if (x(due) - drawn < 9) continue;
    drawn = x(due);
    pen.beginPath();
    pen.arc(x(due), middle, 4, 0, 7);
    pen.fill();
    pen.stroke();
  }
  pen.lineWidth = 1;
  pen.fillStyle = theme.tick;
  for (const [due, late] of panel.ticks) pen.fillRect(x(due + late) - 1.5, middle - TICK / 2, 3, TICK);
}

function call(pen, theme, { call: [begin, end] }, { y, height }, x) {
  const look = theme.states.succeeded;
  pen.fillStyle = look.fill;
  round(pen, x(begin), y + 3, x(end) - x(begin), height - 6, 4);
  pen.fill();
  pen.fillStyle = look.edge;
  round(pen, x(begin), y + 3, 3, height - 6, 1.5);
  pen.fill();
  pen.font = theme.small;
  pen.fillStyle = look.text;
  pen.textAlign = 'left';
  const text = `the call, ${duration(end - begin)}`;
  if (pen.measureText(text).width + 18 < x(end) - x(begin)) pen.fillText(text, x(begin) + 10, y + height / 2 + 0.5);
}
