import { paintPanel, PANEL_HEIGHT } from './paint-panel.js';
import { sentence } from './panel.js';

const WIDTH = 1200;
const MARGIN = 48;
const GAP = 48;
const LINE = 34;
/** Where the sentences begin. */
const TITLE = 96;
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
  const pen = canvas.getContext('2d');
  const width = (WIDTH - 2 * MARGIN - GAP) / 2;
  pen.font = theme.large;
  const texts = panels.map((panel) => linesOf(pen, sentence(panel), width));
  const top = TITLE + Math.max(...texts.map((lines) => lines.length)) * LINE;
  const height = top + PANEL_HEIGHT + MARGIN;
  canvas.width = WIDTH * DENSITY;
  canvas.height = height * DENSITY;
  pen.scale(DENSITY, DENSITY);
  pen.fillStyle = theme.ground;
  pen.fillRect(0, 0, WIDTH, height);
  pen.textBaseline = 'middle';
  pen.fillStyle = theme.soft;
  pen.font = theme.normal;
  pen.fillText('Interleave: the same call of an event loop, made in two ways', MARGIN, MARGIN);
  panels.forEach((panel, i) => {
    const left = MARGIN + i * (width + GAP);
    pen.fillStyle = panel.offloaded ? theme.states.succeeded.text : theme.hole;
    pen.font = theme.large;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    texts[i].forEach((text, n) => pen.fillText(text, left, TITLE + n * LINE));
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
