import { get, send } from './api.js';
import { byId, el, fill, say } from './dom.js';
import { comparison, conclusions, downloads, figures } from './results.js';
import { count } from './words.js';

/** Shows one experiment: its progress, then its results. */
export class ExperimentView {
  #box = byId('experiment');
  #title = el('h3', { tabindex: '-1' });
  #bar = el('progress', { max: 1, value: 0, 'aria-label': 'Progress of the experiment' });
  #phase = el('p', { class: 'hint' });
  #cancel = el('button', { type: 'button', onclick: () => this.#stop() }, 'Cancel');
  #progress = el('div', { class: 'progress' }, this.#bar, this.#cancel, this.#phase);
  #status = el('p', { class: 'sr', role: 'status' });
  #results = el('div');
  #table = el('div');
  #figures = el('details', { class: 'figures', hidden: true }, el('summary', {}, 'All figures'), this.#table);
  #downloads = el('div');
  #experiment = null;
  #leave = () => {};
  #source = null;

  constructor() {
    addEventListener('pagehide', () => this.#source?.close());
    fill(this.#box, this.#title, this.#status, this.#progress, this.#results, this.#figures, this.#downloads);
  }

  /** Shows the newest experiment, running or not, if there is one. */
  async resume() {
    const { experiments } = await get('/experiments');
    if (experiments.length > 0) await this.follow(await get(`/experiments/${experiments[0].id}`));
  }

  /** Shows an experiment. Resolves when it has ended. */
  async follow(experiment) {
    const { id } = experiment;
    this.#leave();
    this.#experiment = { ...experiment, results: experiment.results ?? [] };
    this.#box.hidden = false;
    this.#render();
    if (experiment.state !== 'running') return;
    await this.#listen(id);
    if (this.#experiment?.id === id) this.#finish(await get(`/experiments/${id}`));
  }

  /** Brings the experiment into sight, at once: nobody needs to see the page move. */
  reveal() {
    this.#box.scrollIntoView();
  }

  /** Hides the experiment: the service was restarted, and has forgotten it. */
  forget() {
    this.#experiment = null;
    this.#box.hidden = true;
    this.#leave();
  }

  /** Follows the events of an experiment. Resolves after the last, or when another one is shown. */
  #listen(id) {
    return new Promise((resolve) => {
      const source = new EventSource(`/experiments/${id}/events`);
      this.#source = source;
      const on = (name, then) => source.addEventListener(name, ({ data }) => then(JSON.parse(data)));
      this.#leave = () => {
        source.close();
        resolve(undefined);
      };
      on('progress', (progress) => this.#advance(progress));
      on('result', (result) => this.#learn(result));
      on('finished', this.#leave);
      source.onerror = () => source.readyState === EventSource.CLOSED && resolve(undefined);
    });
  }

  #advance(progress) {
    this.#experiment.progress = progress;
    this.#renderProgress();
  }

  #learn(result) {
    const { results } = this.#experiment;
    const known = results.findIndex(({ strategy }) => strategy === result.strategy);
    if (known < 0) results.push(result);
    else results[known] = result;
    this.#renderResults();
  }

  #finish(experiment) {
    const focused = this.#progress.contains(document.activeElement);
    this.#experiment = experiment;
    this.#render();
    // The button that had the focus is gone. The focus stays near it.
    if (focused) this.#title.focus();
    say(this.#status, `Experiment ${experiment.id} is ${experiment.state}.`);
  }

  async #stop() {
    await send('DELETE', `/experiments/${this.#experiment.id}`).catch((problem) => say(this.#phase, problem.message));
  }

  #render() {
    const { id, kind, workload, arguments: given, state } = this.#experiment;
    const words = Object.entries(given).map(([name, value]) => `${name} ${value}`).join(', ');
    fill(this.#title, `Experiment ${id}`, el('span', {}, ` ${count(workload.jobs)} × ${kind}, ${words}${pace(workload)}${state === 'finished' || state === 'running' ? '' : ` · ${state}`}`));
    this.#progress.hidden = state !== 'running';
    this.#renderProgress();
    this.#renderResults();
  }

  #renderProgress() {
    const { progress } = this.#experiment;
    if (!progress) return;
    const { run, runs, strategy, phase, done, jobs } = progress;
    this.#bar.value = shareDone(progress);
    say(this.#phase, `${strategy}: ${phase}, ${done} of ${jobs} jobs (run ${run} of ${runs})`);
  }

  #renderResults() {
    const { id, results, strategies, state, conclusion = [] } = this.#experiment;
    const order = (result) => strategies.indexOf(result.strategy);
    const sorted = [...results].sort((a, b) => order(a) - order(b));
    const some = sorted.length > 0;
    fill(this.#results, some && conclusions(conclusion), some && comparison(sorted));
    fill(this.#table, some && figures(sorted));
    this.#figures.hidden = !some;
    fill(this.#downloads, some && state !== 'running' && downloads(id));
  }
}

/** ", at most 20 in flight by each" */
export function pace({ inFlight, rate }) {
  if (rate !== null) return `, ${count(rate)} a second`;
  return inFlight === null ? ', as many in flight as there is room for' : `, at most ${count(inFlight)} in flight by each`;
}

/** How much of an experiment is done, from 0 to 1. A warm-up does not count. */
export function shareDone({ run, runs, phase, done, jobs }) {
  return (run - 1 + (phase === 'measuring' ? done / Math.max(1, jobs) : 0)) / runs;
}
