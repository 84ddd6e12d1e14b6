import { LOOP } from './model.js';

const AXIS = 26;
const LOOP_HEIGHT = 122;
const JOB_ON_LOOP = 22;
const USERS = 62;
const QUEUE = 30;
const GAP = 10;
const IDLE = 24;
const ROW = 18;
const LEAST_ROW = 1.5;

/** How high the timeline is, in pixels. It never changes, so that nothing below it moves. */
export function heightOf(narrow) {
  return narrow ? 530 : 474;
}

/**
 * Where everything stands, from top to bottom and in pixels: the axis, the loop under test, the
 * users who ask it, the queue, and a group for each strategy with a row for each thread.
 *
 * @typedef {object} Lanes
 * @property {{y: number, height: number}} axis
 * @property {{y: number, height: number, ticks: number}} loop `ticks` is the height for the ticks
 * @property {{y: number, height: number} | null} users
 * @property {{y: number, height: number}} queue
 * @property {Group[]} groups
 *
 * @typedef {{strategy: string, y: number, height: number, rows: number, shown: number, row: number,
 *     top: number}} Group has `rows`, of which `shown` have room; `row` is the height of one, `top`
 *     where the first begins
 */

/**
 * @param {string[]} strategies
 * @param {Map<string, number>} rows how many rows each strategy needs
 * @param {number} height
 * @param {boolean} narrow whether the names of the lanes stand above them instead of beside them
 * @param {boolean} withUsers whether there are any in sight
 * @returns {Lanes}
 */
export function arrange(strategies, rows, height, narrow, withUsers = false) {
  const title = narrow ? 17 : 0;
  const axis = { y: 0, height: AXIS };
  const loop = { y: AXIS + title, height: LOOP_HEIGHT, ticks: LOOP_HEIGHT - JOB_ON_LOOP - 6 };
  const users = withUsers ? { y: loop.y + loop.height + GAP + title, height: USERS } : null;
  const above = users ?? loop;
  const queue = { y: above.y + above.height + GAP + title, height: QUEUE };
  const begin = queue.y + queue.height + GAP;
  const names = strategies.filter((name) => name !== 'event-loop');
  const wanted = names.map((name) => Math.max(IDLE, (rows.get(name) ?? 0) * ROW + 6));
  const free = height - begin - names.length * (IDLE + GAP + title);
  const more = wanted.reduce((sum, want) => sum + want - IDLE, 0);
  const share = more === 0 ? 0 : Math.min(1, free / more);
  const spare = Math.min(2 * ROW, (free - more * share) / names.length);

  let y = begin + title;
  const groups = names.map((strategy, i) => {
    const own = IDLE + (wanted[i] - IDLE) * share + spare;
    const asked = rows.get(strategy) ?? 0;
    const row = Math.min(ROW, (own - 6) / Math.max(1, asked));
    const shown = row < LEAST_ROW ? Math.floor((own - 6) / LEAST_ROW) : asked;
    const group = {
      strategy,
      y,
      height: own,
      rows: asked,
      shown,
      row: Math.max(row, LEAST_ROW),
      top: y + (own - Math.max(1, shown) * Math.max(row, LEAST_ROW)) / 2,
    };
    y += own + GAP + title;
    return group;
  });
  return { axis, loop, users, queue, groups };
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
