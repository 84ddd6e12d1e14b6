import { ask } from './api.js';
import { curlStream } from './curl.js';
import { CurlLine } from './curl-line.js';
import { byId, el, fill, say } from './dom.js';
import { choices, clearProblems, showProblem, values } from './fields.js';
import { events } from './sse.js';
import { verdict } from './verdict.js';

/** Plays the article's programs, and shows their output beside what the article claims. */
export class ScenarioView {
  #scenarios;
  #chosen;
  #form = el('form', { class: 'form', novalidate: true });
  #claim = el('p');
  #title = el('h3');
  #expected = el('ol', { class: 'lines' });
  #said = el('ol', { class: 'lines', 'aria-live': 'polite' });
  #verdict = el('p', { class: 'scenario-verdict', role: 'status' });
  #button = el('button', { type: 'button' }, 'Play');
  #curl = new CurlLine();
  #playing = null;

  constructor(scenarios) {
    this.#scenarios = scenarios;
    fill(
      this.#form,
      choices({
        name: 'scenario',
        label: 'Program',
        options: scenarios.map(({ name, title }, i) => ({ value: name, description: title, checked: i === 0 })),
      }),
      el('p', { class: 'form-wrong', role: 'alert', hidden: true }),
    );
    fill(
      byId('scenario'),
      this.#form,
      this.#title,
      el(
        'div',
        { class: 'claim' },
        el('h4', {}, 'The article says'),
        el('blockquote', {}, this.#claim),
      ),
      el('div', { class: 'actions' }, this.#button, this.#verdict),
      el(
        'div',
        { class: 'transcripts' },
        el('div', {}, el('h4', {}, 'The article’s output'), this.#expected),
        el('div', {}, el('h4', {}, 'Output here'), this.#said),
      ),
      this.#curl.element,
    );
    this.#button.addEventListener('click', () => this.#press());
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('input', () => this.#choose());
    this.#choose();
  }

  #choose() {
    this.#playing?.abort();
    clearProblems(this.#form);
    const { scenario } = values(this.#form);
    this.#chosen = this.#scenarios.find(({ name }) => name === scenario);
    say(this.#title, this.#chosen.title);
    say(this.#claim, this.#chosen.claim);
    fill(this.#expected, this.#chosen.expect.map((text) => el('li', {}, text)));
    this.#empty('Press Play.');
    this.#curl.show(curlStream('POST', this.#path()));
  }

  #path() {
    return `/scenarios/${this.#chosen.name}`;
  }

  #press() {
    if (this.#playing) this.#playing.abort();
    else this.#play();
  }

  async #play() {
    const playing = new AbortController();
    this.#playing = playing;
    clearProblems(this.#form);
    say(this.#button, 'Stop');
    this.#empty('…');
    const lines = [];
    try {
      const response = await ask('POST', this.#path(), { accept: 'text/event-stream', signal: playing.signal });
      fill(this.#said);
      for await (const { event, data } of events(response)) {
        if (event !== 'line') continue;
        lines.push(data.line);
        this.#print(data);
      }
      this.#judge(lines);
    } catch (problem) {
      if (problem.name !== 'AbortError') showProblem(this.#form, problem);
    } finally {
      this.#playing = null;
      say(this.#button, 'Play');
    }
  }

  #judge(lines) {
    const { same, sentence } = verdict(this.#chosen.expect, lines);
    this.#verdict.dataset.same = String(same);
    say(this.#verdict, sentence);
  }

  #print({ atMs, thread, line }) {
    const background = line.startsWith('>');
    this.#said.append(
      el(
        'li',
        { class: background ? 'background' : '' },
        el('span', { class: 'at' }, `${(atMs / 1000).toFixed(2)} s`),
        el('span', { class: 'said' }, line),
        el('span', { class: 'thread' }, thread),
      ),
    );
  }

  #empty(text) {
    say(this.#verdict, '');
    fill(this.#said, el('li', { class: 'none' }, text));
  }
}
