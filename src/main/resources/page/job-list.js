import { byId, el, fill, say, soon } from './dom.js';
import { badge } from './inspector.js';
import { duration, several } from './words.js';

const SHOWN = 8;
/** Many jobs change at once. Nobody reads faster than this, in ms. */
const EVERY = 250;

/** The newest jobs as a table, with a button that cancels a job that has not ended. */
export class JobList {
  #body = byId('jobs').tBodies[0];
  #note = byId('jobs-note');
  #model;
  #cancel;
  #rows = new Map();

  /**
   * @param {import('./model.js').Model} model
   * @param {(job: import('./model.js').Job) => void} cancel
   */
  constructor(model, cancel) {
    this.#model = model;
    this.#cancel = cancel;
    const show = soon(EVERY, () => this.#show());
    model.on('job', show);
    model.on('forget', show);
    model.on('clear', show);
    this.#show();
  }

  #show() {
    const jobs = listed([...this.#model.jobs.values()]);
    for (const [job, row] of this.#rows) {
      if (!jobs.includes(job)) {
        row.element.remove();
        this.#rows.delete(job);
      }
    }
    jobs.forEach((job, i) => {
      const { element } = this.#row(job);
      if (this.#body.children[i] !== element) this.#body.insertBefore(element, this.#body.children[i] ?? null);
    });
    const more = this.#model.jobsSeen - jobs.length;
    byId('jobs').hidden = jobs.length === 0;
    if (jobs.length === 0) say(this.#note, 'No job has run yet.');
    else if (more === 0) say(this.#note, '');
    else fill(this.#note, `${several(more, 'more job')}: `, el('a', { href: '/jobs' }, '/jobs'));
  }

  #row(job) {
    let row = this.#rows.get(job);
    if (!row) {
      const cells = { state: el('td'), waited: el('td', { class: 'number' }), ran: el('td', { class: 'number' }), cancel: el('td', { class: 'act' }) };
      const element = el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('span', { class: 'id' }, job.number), ` ${job.kind}`),
        el('td', {}, job.strategy),
        ...Object.values(cells),
      );
      row = { element, cells, state: '' };
      this.#rows.set(job, row);
    }
    if (row.state !== job.state) {
      row.state = job.state;
      fill(row.cells.state, badge(job.state));
      fill(row.cells.waited, job.queueWaitMs === null ? '' : duration(job.queueWaitMs));
      fill(row.cells.ran, job.runMs === null ? '' : duration(job.runMs));
      const focused = row.cells.cancel.contains(document.activeElement);
      fill(row.cells.cancel, job.finished === null && this.#button(job));
      // The button that had the focus is gone. The focus stays near it.
      if (focused) byId('jobs').parentElement.focus();
      if (job.error) row.element.title = job.error;
    }
    return row;
  }

  #button(job) {
    return el(
      'button',
      { type: 'button', class: 'small', 'aria-label': `Cancel job ${job.number}`, onclick: () => this.#cancel(job) },
      'Cancel',
    );
  }
}

/**
 * The few jobs to list, newest first. A job that has not ended takes precedence, so that it can be
 * cancelled.
 *
 * @param {import('./model.js').Job[]} jobs in the order of their numbers
 */
export function listed(jobs) {
  const newest = [...jobs].reverse();
  const open = newest.filter((job) => job.finished === null);
  const over = newest.filter((job) => job.finished !== null);
  return [...open, ...over].slice(0, SHOWN).sort((a, b) => b.number - a.number);
}
