import { byId, el, fill } from '../page/dom.js';

/** What should be known of the application, with what shows it and what to do. */
export class Findings {
  #list = byId('findings');
  #shown = '';

  take({ findings }) {
    const now = JSON.stringify(findings);
    if (now === this.#shown) return;
    this.#shown = now;
    fill(
      this.#list,
      findings.length === 0
        ? el('li', { class: 'hint' }, 'Nothing found by now.')
        : findings.map(({ kind, what, evidence, advice }) =>
            el('li', { 'data-kind': kind }, el('b', {}, what), el('p', {}, evidence), el('p', { class: 'advice' }, advice)),
          ),
    );
  }
}
