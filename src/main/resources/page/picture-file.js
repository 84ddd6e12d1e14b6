import { paintPanel, PANEL_HEIGHT } from './paint-panel.js';
import { sentence } from './panel.js';

const WIDTH = 1200;
const MARGIN = 48;
const GAP = 48;
const LINE = 34;
const DENSITY = 2;

/**
 * The two panels and their sentences side by side, as a PNG.
 *
 * @param {import('./panel.js').Panel[]} panels
 * @param {import('./theme.js').Theme} theme
 * @returns {Promise<Blob>}
 */
export function picture(panels, theme) {
  const canvas = document.createElement('canvas');
  const top = MARGIN + 60 + 3 * LINE;
  const height = top + PANEL_HEIGHT + MARGIN + 20;
  canvas.width = WIDTH * DENSITY;
  canvas.height = height * DENSITY;
  const pen = canvas.getContext('2d');
  pen.scale(DENSITY, DENSITY);
  pen.fillStyle = theme.ground;
  pen.fillRect(0, 0, WIDTH, height);
  pen.textBaseline = 'middle';
  pen.fillStyle = theme.soft;
  pen.font = theme.normal;
  pen.fillText('Interleave: the same call of an event loop, made in two ways', MARGIN, MARGIN);
  const width = (WIDTH - 2 * MARGIN - GAP) / 2;
  panels.forEach((panel, i) => {
    const left = MARGIN + i * (width + GAP);
    pen.fillStyle = panel.offloaded ? theme.states.succeeded.text : theme.hole;
    pen.font = theme.large;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    linesOf(pen, sentence(panel), width).forEach((text, n) => pen.fillText(text, left, MARGIN + 50 + n * LINE));
    paintPanel(pen, theme, panel, { left, top, width });
  });
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The browser cannot make a PNG.'))), 'image/png');
  });
}

/** A text in lines that are no wider than a width. */
function linesOf(pen, text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
