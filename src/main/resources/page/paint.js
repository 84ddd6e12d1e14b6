import { bars, queue } from './paint-jobs.js';
import { bracket, holes, ticks } from './paint-loop.js';
import { users as paintUsers } from './paint-users.js';
import { fitting, line, round } from './pen.js';
import { clock, count, several } from './words.js';

const STEPS = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000];

/**
 * What a drawing shows, and of which time.
 *
 * @typedef {object} View
 * @property {number} from the time at the left edge
 * @property {number} to the time at the right edge
 * @property {number} present nothing is known of the time after it
 * @property {boolean} blind whether the connection is cut
 * @property {number} left where the lanes begin, in pixels
 * @property {number} width
 * @property {number} height
 * @property {import('./model.js').Job | null} selected
 * @property {Bracket | null} bracket
 *
 * @typedef {{from: number, to: number | null, text: string}} Bracket
 */

/**
 * Where times stand in a view, in pixels.
 *
 * @param {{from: number, to: number, left: number, width: number}} view
 * @returns {(time: number) => number}
 */
export function xOf({ from, to, left, width }) {
  const scale = (width - left) / (to - from);
  return (time) => left + (time - from) * scale;
}

/**
 * Draws the timeline. It remembers nothing from one drawing to the next.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./theme.js').Theme} theme
 * @param {import('./model.js').Model} model
 * @param {import('./lanes.js').Lanes} lanes
 * @param {View} view
 * @param {import('./model.js').Job[]} jobs those in view
 * @param {import('./users.js').User[]} users those in view
 * @param {import('./blocked-times.js').BlockedTime[]} times those in view
 * @param {(time: number) => number} x where a time stands
 */
export function paint(pen, theme, model, lanes, view, jobs, users, times, x) {
  pen.clearRect(0, 0, view.width, view.height);
  pen.textBaseline = 'middle';
  beds(pen, theme, lanes, view);
  axis(pen, theme, lanes, view, x);
  pen.save();
  pen.beginPath();
  pen.rect(view.left, 0, view.width - view.left, view.height);
  pen.clip();
  queue(pen, theme, model, lanes, view, x);
  holes(pen, theme, lanes, view, times, x);
  bars(pen, theme, lanes, view, jobs, x);
  ticks(pen, theme, model, lanes, view, x);
  if (lanes.users) paintUsers(pen, theme, users, lanes.users, view.present, x);
  if (view.bracket) bracket(pen, theme, lanes, view, x);
  if (view.blind) unknown(pen, theme, view, x);
  present(pen, theme, lanes, view, x);
  pen.restore();
  names(pen, theme, model, lanes, view);
}

/** Where the last lane ends. */
function bottomOf({ queue, groups }) {
  const { y, height } = groups.at(-1) ?? queue;
  return y + height;
}

/** The background of each lane. */
function beds(pen, theme, lanes, view) {
  pen.fillStyle = theme.bed;
  for (const lane of [lanes.loop, lanes.users, lanes.queue, ...lanes.groups].filter(Boolean)) {
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
    line(pen, px, lanes.axis.height, px, bottomOf(lanes));
    pen.fillStyle = theme.faint;
    if (px > view.left + 26 && px < view.width - 26) pen.fillText(clock(at), px, 11);
  }
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

function present(pen, theme, lanes, view, x) {
  const px = Math.round(x(view.present)) - 0.5;
  if (px < view.left || px > view.width) return;
  pen.strokeStyle = theme.accent;
  line(pen, px, 22, px, bottomOf(lanes));
}

/** How many users wait now, in red and large; nothing if none does, as those who did are still in sight. */
function waiting(pen, theme, number, { y, height }, right) {
  if (number === 0) return;
  pen.fillStyle = theme.hole;
  if (right === null) {
    pen.font = theme.smallStrong;
    pen.fillText(`${count(number)} wait now`, 40, y - 9);
    return;
  }
  pen.textAlign = 'right';
  pen.font = theme.large;
  pen.fillText(count(number), right, y + height / 2 - 9);
  pen.font = theme.small;
  pen.fillText('wait now', right, y + height / 2 + 11);
  pen.textAlign = 'left';
}

/** The name of each lane, beside it or, where there is no room, above it. */
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
  if (lanes.users) {
    lane('users', '', lanes.users);
    waiting(pen, theme, model.users.waiting, lanes.users, narrow ? null : view.left - 12);
  }
  const queued = model.queue.length ? model.queue.at(model.queue.length - 1, 1) : 0;
  lane('loop under test', 'each mark is a tick', lanes.loop, true);
  lane('queue', queued > 0 ? count(queued) : '', lanes.queue);
  for (const group of lanes.groups) {
    const hidden = group.shown < group.rows ? `, ${count(group.shown)} shown` : '';
    const note = group.rows > 1 ? `${several(group.rows, 'thread')}${hidden}` : '';
    lane(group.strategy, note && group.height < 34 && !narrow ? '' : note, group);
  }
  if (lanes.unused) unused(pen, theme, lanes.unused, view);
}

/** The strategies that have no lane, in as many lines as there are. */
function unused(pen, theme, { y, height, line, names }, view) {
  pen.font = theme.small;
  pen.fillStyle = theme.faint;
  let left = names.map((name, i) => (i < names.length - 1 ? `${name},` : name));
  if (view.left > 0) pen.fillText('not used yet', 0, y + line / 2);
  else left.unshift('not used yet:');
  for (let top = y; top < y + height; top += line) {
    let fits = left.length;
    const room = view.width - view.left;
    while (top + line < y + height && fits > 1 && pen.measureText(left.slice(0, fits).join(' ')).width > room) fits--;
    pen.fillText(fitting(pen, left.slice(0, fits).join(' '), room), view.left, top + line / 2);
    left = left.slice(fits);
  }
}
