import { get, send } from './api.js';
import { CurlLine, curl, query } from './curl-line.js';
import { byId, el, fill, say } from './dom.js';
import { argumentFields, choices, clearProblems, field, kindChoices, showProblem, values, withoutBlanks, withoutDefaults } from './fields.js';
import { comparison, downloads, figures } from './results.js';

/** Short enough for the slowest strategy, which makes one call after the other. */
const SUGGESTED = {
  sleep: { duration: '200ms' },
  jdbc: { duration: '200ms' },
  fail: { duration: '200ms' },
  cpu: { rounds: '500000' },
};
const WORKLOAD = [
  { name: 'jobs', value: '30', type: 'integer', description: 'for each strategy' },
  { name: 'concurrency', value: '', type: 'integer', description: 'in flight at the most' },
  { name: 'rate', value: '', type: 'integer', description: 'jobs a second, instead of concurrency' },
  { name: 'warmup', label: 'warm-up', value: '5', type: 'integer', description: 'jobs before it is measured' },
  { name: 'repetitions', value: '1', type: 'integer', description: 'of each strategy' },
];

/** Asks for an experiment. */
export class ExperimentForm {
  #form = byId('experiment-form');
  #kinds;
  #strategies;
  #arguments = el('div', { class: 'fields' });
  #button = el('button', { type: 'submit' }, 'Measure');
  #curl = new CurlLine();
  #view;

  constructor(kinds, strategies, view) {
    this.#kinds = kinds;
    this.#strategies = strategies;
    this.#view = view;
    fill(
      this.#form,
      kindChoices(kinds),
      choices({
        name: 'strategies',
        label: 'Strategies',
        many: true,
        options: strategies.map(({ name, description, enabled }) => ({
          value: name,
          description,
          disabled: !enabled,
          checked: enabled,
        })),
      }),
      this.#arguments,
      el('div', { class: 'fields' }, WORKLOAD.map(field)),
      el('p', { class: 'form-wrong', role: 'alert', hidden: true }),
      el('div', { class: 'actions' }, this.#button),
      this.#curl.element,
    );
    this.#form.addEventListener('input', ({ target }) => {
      if (target.name === 'kind') this.#chooseKind();
      else this.#describe();
    });
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#chooseKind();
  }

  #chooseKind() {
    const kind = this.#kind();
    const suggested = kind.arguments.map((each) => ({ ...each, default: SUGGESTED[kind.name]?.[each.name] ?? each.default }));
    fill(this.#arguments, argumentFields({ arguments: suggested }));
    this.#describe();
  }

  #describe() {
    clearProblems(this.#form);
    say(this.#form.querySelector('[data-field="kind"] .hint'), this.#kind().description);
    this.#curl.show(`${curl('POST', this.#path()).replace('curl', 'curl -N')} -H 'Accept: text/plain'`);
  }

  #kind() {
    const { kind } = values(this.#form);
    return this.#kinds.find(({ name }) => name === kind);
  }

  #path() {
    const { kind, strategies = '', ...said } = values(this.#form);
    const { jobs, concurrency, rate, warmup, repetitions, ...given } = said;
    const workload = withoutBlanks({ jobs, concurrency, rate, warmup, repetitions });
    const enabled = this.#strategies.filter((each) => each.enabled).map(({ name }) => name);
    const chosen = strategies === enabled.join(',') ? 'all' : strategies;
    return `/experiments${query({ kind, ...withoutDefaults(given, this.#kind()), strategies: chosen, ...workload })}`;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#button.ariaDisabled) return;
    clearProblems(this.#form);
    if (!values(this.#form).strategies) {
      showProblem(this.#form, { parameter: 'strategies', allowed: 'at least one' });
      return;
    }
    this.#button.ariaDisabled = 'true';
    try {
      await this.#view.follow(await send('POST', this.#path()));
    } catch (problem) {
      showProblem(this.#form, problem);
      // There is one at a time, and somebody else's is worth a look as well.
      if (problem.status === 409) await this.#view.resume();
    } finally {
      this.#button.ariaDisabled = null;
    }
  }
}

/** One experiment: how far it is, and what has come out of it. */
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

  /** Takes up the newest experiment that there is, running or not. */
  async resume() {
    const { experiments } = await get('/experiments');
    if (experiments.length > 0) await this.follow(await get(`/experiments/${experiments[0].id}`));
  }

  /** Shows an experiment, until it ends if it runs. */
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

  /** The service that ran it is gone, and the experiment with it. */
  forget() {
    this.#experiment = null;
    this.#box.hidden = true;
    this.#leave();
  }

  /** Until there is nothing more to hear. */
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
    // Whoever pressed the button that is gone now stays where it was.
    if (focused) this.#title.focus();
    say(this.#status, `Experiment ${experiment.id} is ${experiment.state}.`);
  }

  async #stop() {
    await send('DELETE', `/experiments/${this.#experiment.id}`).catch((problem) => say(this.#phase, problem.message));
  }

  #render() {
    const { id, kind, workload, arguments: given, state } = this.#experiment;
    const words = Object.entries(given).map(([name, value]) => `${name} ${value}`).join(', ');
    fill(this.#title, `Experiment ${id}`, el('span', {}, ` ${workload.jobs} × ${kind}, ${words}${state === 'finished' || state === 'running' ? '' : ` · ${state}`}`));
    this.#progress.hidden = state !== 'running';
    this.#renderProgress();
    this.#renderResults();
  }

  #renderProgress() {
    const { progress } = this.#experiment;
    if (!progress) return;
    const { run, runs, strategy, phase, done, jobs } = progress;
    this.#bar.value = (run - 1 + (phase === 'measuring' ? done / Math.max(1, jobs) : 0)) / runs;
    say(this.#phase, `${strategy}: ${phase}, ${done} of ${jobs} jobs (run ${run} of ${runs})`);
  }

  #renderResults() {
    const { id, results, strategies, state } = this.#experiment;
    const order = (result) => strategies.indexOf(result.strategy);
    const sorted = [...results].sort((a, b) => order(a) - order(b));
    const some = sorted.length > 0;
    fill(this.#results, some && comparison(sorted));
    fill(this.#table, some && figures(sorted));
    this.#figures.hidden = !some;
    fill(this.#downloads, some && state !== 'running' && downloads(id));
  }
}
