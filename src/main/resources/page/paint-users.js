import { line } from './pen.js';
import { AT_ONCE } from './users.js';

/** The greatest distance between two who wait behind each other, in pixels, and the greatest radius. */
const PITCH = 7;
const RADIUS = 3.5;

/**
 * Draws each user as a dot where the user came. Those who wait stand one above the other in the order
 * in which they came; a line goes on from each until the answer, a small dot.
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
  const pitch = Math.min(PITCH, (lane.height - 12) / rows);
  const radius = Math.min(RADIUS, Math.max(1.5, 0.36 * (x(AT_ONCE) - x(0))));
  users.forEach((user, i) => {
    const end = user.gone ?? present;
    const waits = user.gone === null || end - user.arrived >= AT_ONCE;
    const y = lane.y + lane.height - 6 - (waits ? places[i] : 0) * pitch;
    if (waits) {
      pen.strokeStyle = theme.hole;
      pen.globalAlpha = 0.4;
      line(pen, x(user.arrived), y, x(end), y);
      pen.globalAlpha = 1;
    }
    if (waits && user.gone !== null) dot(pen, theme.user, x(end), y, 1.5);
    dot(pen, waits ? theme.hole : theme.user, x(user.arrived), y, radius);
  });
}

function dot(pen, colour, x, y, radius) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
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
