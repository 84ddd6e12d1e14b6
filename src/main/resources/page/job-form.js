import { send } from './api.js';
import { curl, query, repeated } from './curl.js';
import { CurlLine } from './curl-line.js';
import { byId, el, fill, say } from './dom.js';
import { argumentFields, choices, clearProblems, field, hint, kindChoices, showProblem, values, withoutDefaults } from './fields.js';
import { count, several } from './words.js';

const MOST = 100;
const AT_ONCE = 3;
const QUEUE_FULL = 'urn:interleave:problem:queue-full';

/** Submits jobs of a kind, with arguments, by a strategy, one or many. */
export class JobForm {
  #form = byId('job-form');
  #kinds;
  #strategies;
  #arguments = el('div', { class: 'fields' });
  #curl = new CurlLine();
  #button = el('button', { type: 'submit' }, 'Run');
  #done = el('p', { class: 'hint', role: 'status' });

  /**
   * @param {any[]} kinds
   * @param {{plugin: string, reason: string}[]} leftOut plug-ins that could not be loaded
   * @param {any[]} strategies
   */
  constructor(kinds, leftOut, strategies) {
    this.#kinds = kinds;
    this.#strategies = strategies;
    const enabled = strategies.filter((strategy) => strategy.enabled);
    const first = enabled.find(({ name }) => name === 'execute-blocking') ?? enabled[0];
    fill(
      this.#form,
      kindChoices(kinds),
      choices({
        name: 'strategy',
        label: 'Strategy',
        options: strategies.map((strategy) => ({
          value: strategy.name,
          description: strategy.description,
          disabled: !strategy.enabled,
          checked: strategy === first,
        })),
      }),
      this.#arguments,
      leftOut.map(({ plugin, reason }) => el('p', { class: 'hint' }, `Plug-in not loaded: ${plugin}, ${reason}`)),
      el('p', { class: 'form-wrong', role: 'alert', hidden: true }),
      el('div', { class: 'actions' }, this.#button, this.#done),
      this.#curl.element,
    );
    this.#form.addEventListener('input', ({ target }) => this.#changed(target));
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#chooseKind();
  }

  #changed(target) {
    if (target.name === 'kind') this.#chooseKind();
    else this.#describe();
  }

  #chooseKind() {
    fill(
      this.#arguments,
      argumentFields(this.#kind()),
      field({ name: 'howMany', label: 'number of jobs', type: 'integer', value: '1', min: '1', max: String(MOST) }),
    );
    this.#describe();
  }

  #describe() {
    clearProblems(this.#form);
    say(this.#done, '');
    const { strategy } = values(this.#form);
    const chosen = this.#strategies.find(({ name }) => name === strategy);
    say(this.#hint('kind'), this.#kind().description);
    say(this.#hint('strategy'), chosen?.description ?? '');
    for (const argument of this.#kind().arguments) say(this.#hint(argument.name), hint(limited(argument, chosen)));
    const many = this.#howMany();
    this.#curl.show(repeated(curl('POST', this.#path()), many));
    say(this.#button, many > 1 ? `Run ${several(many, 'job')}` : 'Run');
  }

  #hint(name) {
    return this.#form.querySelector(`[data-field="${name}"] .hint`);
  }

  #kind() {
    const { kind } = values(this.#form);
    return this.#kinds.find(({ name }) => name === kind);
  }

  #path() {
    const { kind, strategy, howMany, ...given } = values(this.#form);
    return `/jobs/${kind}${query({ ...withoutDefaults(given, this.#kind()), strategy })}`;
  }

  #howMany() {
    return wholeNumber(values(this.#form).howMany, MOST);
  }

  async #submit(event) {
    event.preventDefault();
    // A disabled button would lose the focus.
    if (this.#button.ariaDisabled) return undefined;
    clearProblems(this.#form);
    say(this.#done, '');
    const many = this.#howMany();
    if (Number.isNaN(many)) {
      return showProblem(this.#form, { parameter: 'howMany', allowed: `a whole number from 1 to ${MOST}` });
    }
    this.#button.ariaDisabled = 'true';
    const { submitted, refused } = await this.#start(this.#path(), many);
    this.#button.ariaDisabled = null;
    if (refused > 0) showProblem(this.#form, { message: refusal(refused, many) });
    else if (submitted === many) say(this.#done, `${several(submitted, 'job')} submitted.`);
    return undefined;
  }

  /** A few at a time: a browser opens few connections to one host. A full queue may have room for the next. */
  async #start(path, many) {
    let asked = 0;
    let submitted = 0;
    let refused = 0;
    const ask = async () => {
      while (asked < many) {
        asked++;
        try {
          await send('POST', path);
          submitted++;
        } catch (problem) {
          if (problem.type !== QUEUE_FULL) throw problem;
          refused++;
        }
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
    } catch (problem) {
      asked = many;
      showProblem(this.#form, problem);
    }
    return { submitted, refused };
  }
}

/** "22 of 42 jobs were refused: the queue is full." */
export function refusal(refused, many) {
  if (many === 1) return 'The job was refused: the queue is full.';
  return `${count(refused)} of ${several(many, 'job')} ${refused === 1 ? 'was' : 'were'} refused: the queue is full.`;
}

/** An argument as a strategy allows it: each strategy has a longest call. */
export function limited(argument, strategy) {
  const longest = strategy?.limits.maxDuration;
  if (argument.type !== 'duration' || !longest || millis(argument.max) <= millis(longest)) return argument;
  return { ...argument, max: `${longest} by ${strategy.name}` };
}

/** A duration of one number and one unit, as the service writes its bounds. */
function millis(text) {
  const [, number, unit] = /^([\d.]+)(ms|s|m)$/.exec(text) ?? [];
  return Number(number) * { ms: 1, s: 1000, m: 60_000 }[unit];
}

/** A text as a whole number from 1 to a limit; NaN if it is not one. */
export function wholeNumber(text, most) {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  return number >= 1 && number <= most ? number : NaN;
}
