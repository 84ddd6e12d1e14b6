import { el, say } from './dom.js';
import { isToken } from './token.js';

/** Asks a person for the service's token, over everything else. */
export class TokenDialog {
  #wrong = el('p', { class: 'form-wrong', role: 'alert', hidden: true });
  #input = el('input', {
    type: 'password',
    id: 'token',
    name: 'token',
    autocomplete: 'off',
    spellcheck: false,
    'aria-describedby': 'token-hint',
  });
  #form = el(
    'form',
    { class: 'form', novalidate: true },
    el('h2', { id: 'token-title' }, 'This needs a token'),
    el(
      'div',
      { class: 'field' },
      el('label', { for: 'token' }, 'Token'),
      this.#input,
      el('p', { class: 'hint', id: 'token-hint' }, 'It is what security.token says in the configuration. This tab keeps it until it is closed.'),
    ),
    this.#wrong,
    el(
      'div',
      { class: 'actions' },
      el('button', { type: 'submit', class: 'primary' }, 'Go on'),
      el('button', { type: 'button', onclick: () => this.#dialog.close() }, 'Cancel'),
    ),
  );
  #dialog = el('dialog', { class: 'token', 'aria-labelledby': 'token-title' }, this.#form);
  #given = null;

  constructor() {
    document.body.append(this.#dialog);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const token = this.#input.value.trim();
      if (!token) return;
      if (!isToken(token)) {
        this.#complain('A token has only visible ASCII characters, and no spaces.');
        return;
      }
      this.#given = token;
      this.#dialog.close();
    });
  }

  /**
   * Resolves with what was typed; with null if the dialog was left.
   *
   * @param {boolean} wrong whether one was tried that is wrong
   * @returns {Promise<string | null>}
   */
  ask(wrong) {
    this.#given = null;
    this.#input.value = '';
    this.#complain(wrong ? 'That is not the token.' : '');
    this.#dialog.showModal();
    this.#input.focus();
    return new Promise((resolve) => {
      this.#dialog.addEventListener('close', () => resolve(this.#given), { once: true });
    });
  }

  #complain(text) {
    this.#wrong.hidden = !text;
    say(this.#wrong, text);
  }
}
