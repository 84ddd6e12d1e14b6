import { endOf } from './blocks.js';

/** A hole that is narrower than this many pixels cannot be pressed. */
const LEAST = 24;
const GAP = 2;

/**
 * Where blocks stand on the timeline. Blocks that are too narrow to be pressed form a group with
 * their neighbours, and so do blocks that overlap.
 *
 * @param {Iterable<import('./blocked-times.js').BlockedTime>} blocks in the order of their starts
 * @param {import('./paint.js').View} view
 * @param {(time: number) => number} x
 * @returns {{blocks: import('./blocked-times.js').BlockedTime[], left: number, right: number}[]}
 */
export function holeGroups(blocks, view, x) {
  const place = (group) => {
    const left = Math.max(view.left, x(group[0].start));
    const right = Math.min(view.width, Math.max(...group.map((block) => x(endOf(block, view.present)))));
    return { blocks: group, left, right: Math.max(right, left + LEAST) };
  };
  const isNarrow = (block) => x(endOf(block, view.present)) - x(block.start) < LEAST;

  const groups = [];
  for (const block of blocks) {
    if (endOf(block, view.present) <= view.from || block.start >= view.to) continue;
    const before = groups.at(-1);
    const touches = before && x(block.start) < before.right + GAP;
    const overlaps = before && x(block.start) < before.right - GAP;
    if (touches && (overlaps || isNarrow(before.blocks.at(-1)) || isNarrow(block))) {
      groups[groups.length - 1] = place([...before.blocks, block]);
    } else {
      groups.push(place([block]));
    }
  }
  return groups;
}
