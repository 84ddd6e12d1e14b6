import { several } from './words.js';

const BACKGROUND = '>';
const BEGUN = /^task is running/;
const DONE = 'task is done';
/** Stands for what differs from run to run, as a line or within one. */
const VARIES = '…';

/**
 * Whether a scenario printed what the article says, in one sentence. How many background lines there
 * are depends on the machine; whether there are any between two lines of the task does not.
 *
 * @param {string[]} expected
 * @param {string[]} actual
 * @returns {{same: boolean, sentence: string}}
 */
export function verdict(expected, actual) {
  const wanted = ownLines(expected);
  const came = ownLines(actual);
  const at = wanted.findIndex((line, i) => came[i] === undefined || !fits(line, came[i]));
  if (at >= 0) {
    const instead = came[at] === undefined ? 'the output ended' : `“${came[at]}” came`;
    return { same: false, sentence: `Different: ${instead} where the article has “${wanted[at]}”.` };
  }
  if (came.length > wanted.length) {
    return { same: false, sentence: `Different: “${came[wanted.length]}” came, which the article does not have.` };
  }
  const article = between(expected);
  if (article === null || !expected.some(isBackground)) {
    return { same: true, sentence: 'As the article says: the same lines in the same order.' };
  }
  const here = between(actual);
  const lines = `${here === 0 ? 'no line' : several(here, 'line')} of the background between running and done`;
  if (here > 0 === article > 0) return { same: true, sentence: `As the article says: ${lines}.` };
  return { same: false, sentence: `Different: ${lines}, where the article has ${article === 0 ? 'none' : article}.` };
}

/** The lines that are not of the background. Threads that say the same after each other say it once. */
function ownLines(lines) {
  const own = lines.filter((line) => !isBackground(line) && line !== VARIES);
  return own.filter((line, i) => line !== own[i - 1]);
}

/** How many lines of the background stand between the task's two; null if it has not both. */
function between(lines) {
  const begun = lines.findIndex((line) => BEGUN.test(line));
  const done = lines.indexOf(DONE);
  return begun < 0 || done < begun ? null : lines.slice(begun, done).filter(isBackground).length;
}

function isBackground(line) {
  return line.startsWith(BACKGROUND);
}

/** Which thread of a pool makes the call differs from run to run as well. */
function fits(expected, actual) {
  const exactly = expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = exactly.replaceAll(VARIES, '.+').replace(/^(name=\D*)\d+/, '$1\\d+');
  return new RegExp(`^${pattern}$`).test(actual);
}
