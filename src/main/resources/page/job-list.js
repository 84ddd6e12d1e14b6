import { byId, el, fill, say, soon } from './dom.js';
import { badge } from './inspector.js';
import { duration, several } from './words.js';

const SHOWN = 8;
/** Many jobs change at once, and nobody reads faster than this. */
const EVERY = 250;

/** The last jobs as a table, with a way to cancel each that has no end yet. */
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
    for (const type of ['job', 'forget', 'clear']) model.addEventListener(type, show);
    this.#show();
  }

  #show() {
    const jobs = this.#listed();
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
    else fill(this.#note, `${several(more, 'more job')} before: `, el('a', { href: '/jobs' }, '/jobs'));
  }

  /** Those without an end first, so that they can be cancelled; newest first. */
  #listed() {
    const all = [...this.#model.jobs.values()].reverse();
    const open = all.filter((job) => job.finished === null);
    const over = all.filter((job) => job.finished !== null);
    return [...open, ...over].slice(0, SHOWN).sort((a, b) => b.id - a.id);
  }

  #row(job) {
    let row = this.#rows.get(job);
    if (!row) {
      const cells = { state: el('td'), waited: el('td', { class: 'number' }), ran: el('td', { class: 'number' }), cancel: el('td', { class: 'act' }) };
      const element = el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('span', { class: 'id' }, job.id), ` ${job.kind}`),
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
      // Whoever pressed the button stays where it was.
      if (focused) byId('jobs').parentElement.focus();
      if (job.error) row.element.title = job.error;
    }
    return row;
  }

  #button(job) {
    return el(
      'button',
      { type: 'button', class: 'small', 'aria-label': `Cancel job ${job.id}`, onclick: () => this.#cancel(job) },
      'Cancel',
    );
  }
}
