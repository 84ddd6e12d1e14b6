import { send } from './api.js';
import { CurlLine, curl, query } from './curl-line.js';
import { byId, el, fill, say } from './dom.js';
import { argumentFields, choices, clearProblems, field, kindChoices, showProblem, values, withoutDefaults } from './fields.js';
import { several } from './words.js';

const MOST = 100;
const AT_ONCE = 3;

/** Asks for jobs: of which kind, with which arguments, by which strategy, how many. */
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
    const usual = strategies.find(({ name, enabled }) => enabled && name === 'execute-blocking');
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
          checked: strategy === (usual ?? strategies.find(({ enabled }) => enabled)),
        })),
      }),
      this.#arguments,
      leftOut.map(({ plugin, reason }) => el('p', { class: 'hint' }, `Left out: ${plugin}, ${reason}`)),
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
      field({ name: 'howMany', label: 'how many', type: 'integer', value: '1', min: '1', max: String(MOST) }),
    );
    this.#describe();
  }

  #describe() {
    clearProblems(this.#form);
    const { strategy } = values(this.#form);
    const chosen = this.#strategies.find(({ name }) => name === strategy);
    say(this.#hint('kind'), this.#kind().description);
    say(this.#hint('strategy'), chosen?.description ?? '');
    const many = this.#howMany();
    const line = curl('POST', this.#path());
    this.#curl.show(many > 1 ? `for i in {1..${many}}; do ${line}; done` : line);
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
    const said = values(this.#form).howMany ?? '1';
    return /^\d{1,3}$/.test(said) && said >= 1 && said <= MOST ? Number(said) : NaN;
  }

  async #submit(event) {
    event.preventDefault();
    // A button that is disabled would lose the focus.
    if (this.#button.ariaDisabled) return undefined;
    clearProblems(this.#form);
    const many = this.#howMany();
    if (Number.isNaN(many)) {
      return showProblem(this.#form, { parameter: 'howMany', allowed: `a whole number from 1 to ${MOST}` });
    }
    this.#button.ariaDisabled = 'true';
    say(this.#done, '');
    const taken = await this.#start(this.#path(), many);
    this.#button.ariaDisabled = null;
    if (taken > 0) say(this.#done, `${several(taken, 'job')} taken.`);
    return undefined;
  }

  /** A few at a time: a browser opens few connections to one host. */
  async #start(path, many) {
    let asked = 0;
    let taken = 0;
    const ask = async () => {
      while (asked < many) {
        asked++;
        await send('POST', path);
        taken++;
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
    } catch (problem) {
      asked = many;
      showProblem(this.#form, problem);
    }
    return taken;
  }
}
