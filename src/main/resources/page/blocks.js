/**
 * When a block ended; the present if it has not.
 *
 * @param {{start: number, end: number | null}} block
 * @param {number} present
 */
export function endOf({ end, start }, present) {
  return end ?? Math.max(present, start);
}

/**
 * How long a block has lasted, in ms.
 *
 * @param {{start: number, end: number | null}} block
 * @param {number} present
 */
export function lengthOf(block, present) {
  return endOf(block, present) - block.start;
}

/**
 * The longest of some blocks.
 *
 * @template {{start: number, end: number | null}} T
 * @param {T[]} blocks at least one
 * @param {number} present
 * @returns {T}
 */
export function longestOf(blocks, present) {
  return blocks.reduce((a, b) => (lengthOf(b, present) > lengthOf(a, present) ? b : a));
}
