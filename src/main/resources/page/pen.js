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
