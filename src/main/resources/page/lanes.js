import { LOOP } from './model.js';

const AXIS = 24;
const JOB_ON_LOOP = 20;
const ROW = 18;
const LEAST_ROW = 1.5;
/** The height of a line of text. */
const LINE = 16;
/**
 * The heights of lanes whose names stand beside them, and of those whose names stand above them. A
 * `group` is never higher than this, and all together never more than `most`.
 */
const WIDE = { title: 0, gap: 6, idle: 24, loop: 108, users: 62, queue: 26, group: 114, most: 416 };
const NARROW = { title: 17, gap: 5, idle: 20, loop: 86, users: 44, queue: 18, group: 78, most: 450 };

/**
 * Where everything stands, from top to bottom and in pixels: the axis, the loop under test, the
 * users who ask it, the queue, a group for each strategy in use with a row for each thread, and one
 * line for the others.
 *
 * @typedef {object} Lanes
 * @property {number} height of all
 * @property {{y: number, height: number}} axis
 * @property {{y: number, height: number, ticks: number}} loop `ticks` is the height for the ticks
 * @property {{y: number, height: number} | null} users
 * @property {{y: number, height: number}} queue
 * @property {Group[]} groups
 * @property {{y: number, height: number, line: number, names: string[]} | null} unused `line` is the
 *     height of a line of its text
 *
 * @typedef {{strategy: string, y: number, height: number, rows: number, shown: number, row: number,
 *     top: number}} Group has `rows`, of which `shown` have room; `row` is the height of one, `top`
 *     where the first begins
 */

/**
 * @param {string[]} strategies
 * @param {Map<string, number>} rows how many rows each strategy needs; one that needs none is unused
 * @param {boolean} narrow whether the names of the lanes stand above them instead of beside them
 * @param {boolean} withUsers whether there are any in sight
 * @returns {Lanes}
 */
export function arrange(strategies, rows, narrow, withUsers = false) {
  const sizes = narrow ? NARROW : WIDE;
  const axis = { y: 0, height: AXIS };
  let y = AXIS;
  const lane = (height) => {
    const own = { y: y + sizes.title, height };
    y = own.y + height + sizes.gap;
    return own;
  };
  const loop = { ...lane(sizes.loop), ticks: sizes.loop - JOB_ON_LOOP - 6 };
  const users = withUsers ? lane(sizes.users) : null;
  const queue = lane(sizes.queue);
  const names = strategies.filter((name) => name !== 'event-loop');
  const used = names.filter((name) => rows.get(name) > 0);
  const unused = names.filter((name) => !used.includes(name));
  const lines = unused.length === 0 ? 0 : narrow && unused.length > 2 ? 2 : 1;
  const wanted = used.map((name) => Math.max(sizes.idle, Math.min(sizes.group, stepped(rows.get(name)) * ROW + 6)));
  const free = sizes.most - y - lines * LINE - used.length * (sizes.idle + sizes.gap + sizes.title);
  const more = wanted.reduce((sum, want) => sum + want - sizes.idle, 0);
  const share = more === 0 ? 0 : Math.max(0, Math.min(1, free / more));
  const groups = used.map((strategy, i) => {
    const own = lane(Math.floor(sizes.idle + (wanted[i] - sizes.idle) * share));
    const asked = rows.get(strategy);
    const fitting = Math.min(ROW, (own.height - 6) / asked);
    const row = Math.max(fitting, LEAST_ROW);
    const shown = fitting < LEAST_ROW ? Math.floor((own.height - 6) / LEAST_ROW) : asked;
    return { strategy, ...own, rows: asked, shown, row, top: own.y + (own.height - shown * row) / 2 };
  });
  const quiet = lines === 0 ? null : { y, height: lines * LINE, line: LINE, names: unused };
  return { height: y + lines * LINE, axis, loop, users, queue, groups, unused: quiet };
}

/** How many rows a lane has room for: it grows by doubling, so that what is below it seldom moves. */
function stepped(rows) {
  return 2 ** Math.ceil(Math.log2(rows));
}

/**
 * Where a job's bar stands; null if it has none, because it never ran or its row has no room.
 *
 * @param {Lanes} lanes
 * @param {import('./model.js').Job} job
 */
export function barOf(lanes, job) {
  if (job.row < 0) return null;
  if (job.thread === LOOP || job.strategy === 'event-loop') {
    return { y: lanes.loop.y + lanes.loop.height - JOB_ON_LOOP - 2, height: JOB_ON_LOOP };
  }
  const group = lanes.groups.find((each) => each.strategy === job.strategy);
  if (!group || job.row >= group.shown) return null;
  const gap = group.row > 8 ? 2 : group.row > 3 ? 1 : 0;
  return { y: group.top + job.row * group.row, height: Math.max(1, group.row - gap) };
}
