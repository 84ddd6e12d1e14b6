import { isPause } from './blocked-times.js';
import { curl, query } from './curl.js';
import { byId, el, fill } from './dom.js';
import { stack } from './stack.js';
import { causesOf, duration } from './words.js';

/** Shows the details of what is selected on the timeline: a job, or a block with its stack. */
export class Inspector {
  #panel = byId('inspector');
  #timeline;
  #cancel;
  #shown = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./timeline.js').Timeline} timeline
   * @param {(job: import('./model.js').Job) => void} cancel
   */
  constructor(model, timeline, cancel) {
    this.#timeline = timeline;
    this.#cancel = cancel;
    timeline.on('select', (what) => this.#show(what));
    model.on('job', ({ job }) => job === this.#shown && this.#render());
    model.on('block', (block) => block === this.#shown && this.#render());
    model.on('clear', () => timeline.select(null));
  }

  #show(what) {
    this.#shown = what;
    this.#panel.hidden = what === null;
    if (what) this.#render();
    else fill(this.#panel);
  }

  #render() {
    const close = el(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#close() },
      '×',
    );
    const content = this.#shown.frames ? block(this.#shown) : this.#job(this.#shown);
    const inside = this.#panel.contains(document.activeElement);
    fill(this.#panel, close, content);
    if (inside) this.#panel.focus({ preventScroll: true });
  }

  #close() {
    this.#timeline.select(null);
    byId('canvas').focus();
  }

  #job(job) {
    const path = `/jobs/${job.kind}${query({ ...job.arguments, strategy: job.strategy })}`;
    return [
      el('h3', {}, `Job ${job.number}: ${job.kind}`, ' ', badge(job.state)),
      facts([
        ['Strategy', job.strategy],
        ['Thread', job.thread ?? 'none yet'],
        ['Waited', duration(job.queueWaitMs)],
        ['Ran', job.finished === null && job.started !== null ? 'still running' : duration(job.runMs)],
        ['Error', job.error],
        ['Permit', job.released === Infinity ? 'still held: the call ignores its interruption' : null],
      ]),
      el('pre', { class: 'curl', tabindex: '0', role: 'group', 'aria-label': 'The same as a curl command' }, curl('POST', path)),
      job.finished === null &&
        el('button', { type: 'button', onclick: () => this.#cancel(job) }, `Cancel job ${job.number}`),
    ];
  }
}

/** A state as a badge in its colour. */
export function badge(state) {
  return el('span', { class: 'badge', 'data-state': state }, state.replace('-', ' '));
}

function block(block) {
  const title = isPause(block) ? 'The machine paused' : block.end === null ? 'The loop is blocked' : 'The loop was blocked';
  const length = block.end === null ? '' : ` for ${duration(block.end - block.start)}`;
  return [
    el('h3', {}, title + length),
    facts([
      ['Cause', causesOf(block)],
      ['Where', block.where],
    ]),
    stack(block),
  ];
}

function facts(pairs) {
  return el(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}
