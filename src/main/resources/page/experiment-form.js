import { send } from './api.js';
import { curlStream, query } from './curl.js';
import { CurlLine } from './curl-line.js';
import { byId, el, fill, say, soon } from './dom.js';
import { argumentFields, choices, clearProblems, field, kindChoices, showProblem, values, withoutBlanks, withoutDefaults } from './fields.js';
import { count, duration, several } from './words.js';

/**
 * Arguments that are short enough for the slowest strategy, which makes one call after the other.
 * Durations are those that the service takes in an experiment if it is given none.
 */
const SUGGESTED = { cpu: { rounds: '50000' } };
const SHORT = '20ms';

/** Bounds are those of the contract. */
const WORKLOAD = [
  { name: 'jobs', value: '', type: 'integer', min: '1', max: '100000', description: 'in each run; empty: as many as take half a minute in all' },
  { name: 'repetitions', value: '', type: 'integer', min: '1', max: '20', description: 'runs of each strategy; empty: 7 to 20, as many as fit' },
  { name: 'pools', value: 'equal', options: ['equal', 'configured'], description: 'equal: each strategy has as many jobs in flight; configured: as many as it has room for' },
  { name: 'concurrency', value: '', type: 'integer', min: '1', max: '100000', description: 'jobs in flight; empty: as the pools say' },
  { name: 'rate', value: '', type: 'integer', min: '1', max: '10000', description: 'jobs a second, instead of a concurrency' },
  { name: 'warmup', label: 'warm-up', value: '', type: 'integer', min: '0', max: '1000', description: 'jobs before each run that are not measured; empty: one for each thread' },
  { name: 'seed', value: '', type: 'integer', min: '0', max: '999999999', description: 'order of the runs; empty: another each time' },
];
const PAUSE_IN_TYPING = 400;

/** What the boxes cannot say: a strategy twice, or with arguments of its own. */
const MORE = {
  name: 'contenders',
  label: 'more contenders',
  value: '',
  type: 'text',
  description: 'a strategy again, or with arguments of its own: virtual-thread(duration=22ms)',
};

/** Starts experiments, and says beforehand how long they take. */
export class ExperimentForm {
  #form = byId('experiment-form');
  #kinds;
  #strategies;
  #arguments = el('div', { class: 'fields' });
  #button = el('button', { type: 'submit' }, 'Measure');
  #estimate = el('p', { class: 'hint', role: 'status' });
  #curl = new CurlLine();
  #link = el('a', { href: '#experiments' }, 'Link to this experiment');
  #view;
  #ask = soon(PAUSE_IN_TYPING, () => this.#estimateIt());
  #asked = '';

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
      el('div', { class: 'fields' }, [MORE, ...WORKLOAD].map(field)),
      el('p', { class: 'form-wrong', role: 'alert', hidden: true }),
      el('div', { class: 'actions' }, this.#button, this.#estimate),
      this.#curl.element,
      el('p', { class: 'hint' }, this.#link),
    );
    this.#form.addEventListener('input', ({ target }) => {
      if (target.name === 'kind') this.#chooseKind();
      else this.#describe();
    });
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    addEventListener('hashchange', () => this.#openLink());
    this.#chooseKind();
    this.#openLink();
  }

  #chooseKind() {
    const kind = this.#kind();
    fill(this.#arguments, argumentFields({ arguments: kind.arguments.map((each) => ({ ...each, default: suggested(kind, each) })) }));
    this.#describe();
  }

  #describe() {
    clearProblems(this.#form);
    say(this.#form.querySelector('[data-field="kind"] .hint'), this.#kind().description);
    this.#curl.show(`${curlStream('POST', this.#path())} -H 'Accept: text/plain'`);
    this.#link.href = experimentLink(this.#path());
    this.#ask();
  }

  #kind() {
    const { kind } = values(this.#form);
    return this.#kinds.find(({ name }) => name === kind);
  }

  #path() {
    return experimentPath(values(this.#form), this.#kind(), this.#strategies);
  }

  /** Only what is declared is estimated: the page makes no calls because somebody types. */
  async #estimateIt() {
    const path = this.#path();
    const declares = this.#kind().arguments.some(({ type }) => type === 'duration');
    if (this.#asked === path) return;
    this.#asked = path;
    if (!declares || !strategiesOf(values(this.#form))) {
      say(this.#estimate, declares ? '' : 'One call is made first, to see how long it takes.');
      return;
    }
    const plan = await send('POST', `${path}&dry-run=true`).catch(() => null);
    if (this.#asked === path) say(this.#estimate, plan ? estimateSentence(plan) : '');
  }

  /** Fills in what a link asks for. What it leaves out stays as it is. */
  #openLink() {
    const asked = linkedExperiment(location.hash);
    if (asked === null) return;
    const { kind, strategies, ...rest } = asked;
    this.#check('kind', kind ? [kind] : null);
    this.#chooseKind();
    if (strategies && strategies !== 'all') this.#contend(strategies);
    for (const [name, value] of Object.entries(rest)) {
      const control = this.#form.querySelector(`[data-field="${CSS.escape(name)}"] :is(input, select)`);
      if (control) control.value = value;
    }
    this.#describe();
    byId('experiments').scrollIntoView();
  }

  #contend(strategies) {
    const enabled = this.#strategies.filter((each) => each.enabled).map(({ name }) => name);
    const { boxes, more } = splitContenders(strategies, enabled);
    this.#check('strategies', boxes);
    this.#form.querySelector('[data-field="contenders"] input').value = more;
  }

  #check(name, chosen) {
    if (chosen === null) return;
    for (const box of this.#form.querySelectorAll(`input[name="${name}"]:enabled`)) {
      box.checked = chosen.includes(box.value);
    }
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#button.ariaDisabled) return;
    clearProblems(this.#form);
    if (!strategiesOf(values(this.#form))) {
      showProblem(this.#form, { parameter: 'strategies', allowed: 'at least one' });
      return;
    }
    this.#button.ariaDisabled = 'true';
    try {
      const followed = this.#view.follow(await send('POST', this.#path()));
      this.#view.reveal();
      await followed;
    } catch (problem) {
      showProblem(this.#form, problem);
      // There is one at a time. The one that runs is worth a look as well.
      if (problem.status === 409) await this.#view.resume();
    } finally {
      this.#button.ariaDisabled = null;
    }
  }
}

function suggested(kind, argument) {
  const short = argument.type === 'duration' ? SHORT : argument.default;
  return SUGGESTED[kind.name]?.[argument.name] ?? short;
}

/**
 * The path that starts an experiment, as short as it can be.
 *
 * @param {Record<string, string>} values the form's
 * @param {any} kind
 * @param {{name: string, enabled: boolean}[]} strategies
 */
export function experimentPath(values, kind, strategies) {
  const { kind: name, strategies: chosen, contenders, jobs, concurrency, rate, warmup, repetitions, seed = '', pools = '', ...given } = values;
  const enabled = strategies.filter((each) => each.enabled).map((each) => each.name);
  const asked = strategiesOf({ strategies: chosen, contenders });
  return `/experiments${query({
    kind: name,
    ...withoutDefaults(given, kind),
    strategies: asked === enabled.join(',') ? 'all' : asked,
    ...withoutBlanks({ jobs, concurrency, rate, warmup, repetitions, seed, pools: pools === 'equal' ? '' : pools }),
  })}`;
}

/** What the boxes and the field beside them name. @param {Record<string, string>} values */
function strategiesOf({ strategies, contenders }) {
  return [strategies, contenders].filter(Boolean).join(',');
}

/**
 * Which boxes stand for the contenders of a link, and what has to be written beside them.
 *
 * @param {string} contenders with commas between them, outside of brackets
 * @param {string[]} names that have a box
 */
export function splitContenders(contenders, names) {
  const all = contenders.split(/,(?![^(]*\))/);
  const boxed = (each, i) => names.includes(each) && all.indexOf(each) === i;
  return { boxes: all.filter(boxed), more: all.filter((each, i) => !boxed(each, i)).join(',') };
}

/** The page's own address with an experiment filled in, from the path that starts it. */
export function experimentLink(path) {
  return path.replace('/experiments', '/#experiment');
}

/**
 * What a link to an experiment fills in, by the names of the parameters that start one.
 *
 * @param {string} hash
 * @returns {Record<string, string> | null} null if it is no such link
 */
export function linkedExperiment(hash) {
  const found = /^#experiment\?(.*)$/.exec(hash);
  return found && Object.fromEntries(new URLSearchParams(found[1]));
}

/** "40 jobs in each of 35 runs: takes about 20 s." */
export function estimateSentence({ workload, strategies, estimate }) {
  const runs = strategies.length * workload.repetitions;
  const where = runs === 1 ? 'one run' : `each of ${count(runs)} runs`;
  return `${several(workload.jobs, 'job')} in ${where}: takes about ${duration(estimate.seconds * 1000)}.`;
}
