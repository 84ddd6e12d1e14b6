import { send } from './api.js';
import { curlStream, query } from './curl.js';
import { CurlLine } from './curl-line.js';
import { byId, el, fill, say } from './dom.js';
import { argumentFields, choices, clearProblems, field, kindChoices, showProblem, values, withoutBlanks, withoutDefaults } from './fields.js';

/** Arguments that are short enough for the slowest strategy, which makes one call after the other. */
const SUGGESTED = {
  sleep: { duration: '200ms' },
  jdbc: { duration: '200ms' },
  fail: { duration: '200ms' },
  cpu: { rounds: '500000' },
};
const WORKLOAD = [
  { name: 'jobs', value: '30', type: 'integer', description: 'for each strategy' },
  { name: 'concurrency', value: '', type: 'integer', description: 'how many are in flight at once' },
  { name: 'rate', value: '', type: 'integer', description: 'jobs per second, instead of a concurrency' },
  { name: 'warmup', label: 'warm-up', value: '5', type: 'integer', description: 'jobs that run first and are not measured' },
  { name: 'repetitions', value: '1', type: 'integer', description: 'of each strategy' },
];

/** Starts experiments. */
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
    this.#curl.show(`${curlStream('POST', this.#path())} -H 'Accept: text/plain'`);
  }

  #kind() {
    const { kind } = values(this.#form);
    return this.#kinds.find(({ name }) => name === kind);
  }

  #path() {
    return experimentPath(values(this.#form), this.#kind(), this.#strategies);
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
      // There is one at a time. The one that runs is worth a look as well.
      if (problem.status === 409) await this.#view.resume();
    } finally {
      this.#button.ariaDisabled = null;
    }
  }
}

/**
 * The path that starts an experiment, as short as it can be.
 *
 * @param {Record<string, string>} values the form's
 * @param {any} kind
 * @param {{name: string, enabled: boolean}[]} strategies
 */
export function experimentPath(values, kind, strategies) {
  const { kind: name, strategies: chosen = '', jobs, concurrency, rate, warmup, repetitions, ...given } = values;
  const enabled = strategies.filter((each) => each.enabled).map((each) => each.name);
  return `/experiments${query({
    kind: name,
    ...withoutDefaults(given, kind),
    strategies: chosen === enabled.join(',') ? 'all' : chosen,
    ...withoutBlanks({ jobs, concurrency, rate, warmup, repetitions }),
  })}`;
}
