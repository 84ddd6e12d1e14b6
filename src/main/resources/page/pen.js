/** The distance between two stripes of a hatching, in pixels. */
const STRIPE = 12;

/** The beginning of a text that fits into a width; empty if that is hardly a letter. */
export function fitting(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return end > 2 ? `${text.slice(0, end)}…` : '';
}

export function line(pen, x1, y1, x2, y2) {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** A rectangle as a path, with round corners unless they would be too small to see. */
export function round(pen, x, y, width, height, radius) {
  pen.beginPath();
  if (radius < 1) pen.rect(x, y, width, height);
  else pen.roundRect(x, y, width, height, radius);
}

/**
 * A hatched hole with an edge at its begin and, unless it lasts, at its end.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {{edge: string, fill: string, hatch: string}} look
 * @param {{left: number, right: number, y: number, height: number, lasts?: boolean}} box
 * @param {number} origin where a stripe begins: the hatching moves with it, so that it does not shimmer
 */
export function hole(pen, { edge, fill, hatch }, { left, right, y, height, lasts = false }, origin) {
  pen.fillStyle = fill;
  pen.fillRect(left, y, right - left, height);
  pen.save();
  pen.beginPath();
  pen.rect(left, y, right - left, height);
  pen.clip();
  pen.strokeStyle = hatch;
  pen.lineWidth = 3;
  const shift = ((origin % STRIPE) + STRIPE) % STRIPE;
  for (let px = left - height - STRIPE; px < right + STRIPE; px += STRIPE) {
    const start = Math.floor(px / STRIPE) * STRIPE + shift;
    line(pen, start, y + height, start + height, y);
  }
  pen.restore();
  pen.lineWidth = right - left < 8 ? 1 : 2;
  pen.strokeStyle = edge;
  line(pen, left, y, left, y + height);
  if (!lasts) line(pen, right, y, right, y + height);
  pen.lineWidth = 1;
}
