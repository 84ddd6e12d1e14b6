import { line } from './pen.js';
import { AT_ONCE } from './users.js';

/** The greatest distance between two who wait behind each other, in pixels, and the greatest radius. */
const PITCH = 7;
const RADIUS = 3;

/**
 * Draws users as dots where they are: served users where they got their answer, those who wait at
 * the present, one above the other in the order in which they came. A line leads back to where the
 * wait began.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./theme.js').Theme} theme
 * @param {{arrived: number, gone: number | null}[]} users in the order of their arrivals
 * @param {{y: number, height: number}} lane
 * @param {number} present
 * @param {(time: number) => number} x
 */
export function users(pen, theme, users, lane, present, x) {
  const places = placesOf(users);
  const rows = Math.max(8, ...places.map((place) => place + 1));
  const pitch = Math.min(PITCH, (lane.height - 8) / rows);
  const radius = Math.min(RADIUS, Math.max(1.5, pitch * 0.55));
  users.forEach((user, i) => {
    const end = user.gone ?? present;
    const waits = end - user.arrived >= AT_ONCE;
    const y = lane.y + lane.height - 6 - (waits ? places[i] : 0) * pitch;
    if (waits) {
      pen.strokeStyle = theme.hole;
      pen.globalAlpha = 0.45;
      line(pen, x(user.arrived), y, x(end), y);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = waits ? theme.hole : theme.user;
    pen.beginPath();
    pen.arc(x(waits ? end : user.arrived), y, radius, 0, 7);
    pen.fill();
  });
}

/** How many were waiting before each of the users when it came. */
function placesOf(users) {
  let before = [];
  return users.map((user) => {
    before = before.filter(({ gone }) => gone === null || gone > user.arrived);
    before.push(user);
    return before.length - 1;
  });
}
