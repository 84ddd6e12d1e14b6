const STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed-out', 'expired', 'interrupted'];
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Matches if as little movement as possible is wanted. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Dispatches `change` when the colours become dark or light. */
export const scheme = dark;

/**
 * The colours and fonts of the style sheet, for the canvas.
 *
 * @typedef {ReturnType<typeof theme>} Theme
 */
export function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const sans = style.getPropertyValue('--sans');
  const rem = parseFloat(style.fontSize);
  return {
    ink: colour('ink'),
    soft: colour('soft'),
    faint: colour('faint'),
    line: colour('line-strong'),
    grid: colour('grid'),
    bed: colour('bed'),
    ground: colour('ground'),
    accent: colour('accent'),
    tick: colour('tick'),
    user: colour('user'),
    hole: colour('hole'),
    holeFill: colour('hole-fill'),
    block: { edge: colour('hole'), fill: colour('hole-fill'), hatch: colour('hole-hatch') },
    pause: { edge: colour('pause'), fill: colour('pause-fill'), hatch: colour('pause-hatch') },
    queued: colour('queued-edge'),
    queuedFill: colour('queued-fill'),
    control: colour('control'),
    veil: colour('veil'),
    states: Object.fromEntries(
      STATES.map((state) => [
        state,
        { fill: colour(`${state}-fill`), edge: colour(`${state}-edge`), text: colour(`${state}-text`) },
      ]),
    ),
    small: `${0.72 * rem}px ${sans}`,
    smallStrong: `600 ${0.72 * rem}px ${sans}`,
    normal: `${0.8125 * rem}px ${sans}`,
    large: `600 ${1.375 * rem}px ${sans}`,
    strong: `600 ${0.8125 * rem}px ${sans}`,
  };
}
