import { el, say } from './dom.js';

/** The curl command that does what a form does, with a button that copies it. */
export class CurlLine {
  #code = el('code');
  #copy = el('button', { type: 'button', onclick: () => this.#take() }, 'Copy');

  /** The element to put into a form. */
  element = el(
    'div',
    { class: 'curl-line' },
    el('pre', { tabindex: '0', role: 'group', 'aria-label': 'The same as a curl command' }, this.#code),
    this.#copy,
  );

  show(command) {
    say(this.#code, command);
    say(this.#copy, 'Copy');
  }

  async #take() {
    try {
      await navigator.clipboard.writeText(this.#code.textContent ?? '');
      say(this.#copy, 'Copied');
    } catch {
      getSelection()?.selectAllChildren(this.#code);
      say(this.#copy, 'Selected');
    }
  }
}
