import { el } from './dom.js';

/** The frames of a block's stack, with the one to blame marked; a short call has none. */
export function stack(block) {
  if (!block.frames?.length) return el('p', { class: 'hint' }, 'No stack was taken.');
  return el(
    'pre',
    { class: 'stack', tabindex: '0', role: 'group', 'aria-label': 'Stack of the blocked loop' },
    block.frames.map((frame) =>
      el('code', { class: frame.includes(block.where ?? '\0') ? 'blame' : '' }, `at ${frame}\n`),
    ),
  );
}
