import { el, say } from './dom.js';

/** The command that does the same, to be copied. */
export class CurlLine {
  #code = el('code');
  #copy = el('button', { type: 'button', onclick: () => this.#take() }, 'Copy');

  /** The element to put into a form. */
  element = el(
    'div',
    { class: 'curl-line' },
    el('pre', { tabindex: '0', role: 'group', 'aria-label': 'The same with curl' }, this.#code),
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

/** A command as it is typed into a shell. */
export function curl(method, path) {
  const address = location.origin.replace(/^http:\/\//, '') + path;
  const quoted = /[?&]/.test(address) ? `'${address}'` : address;
  return `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted}`;
}

/** Parameters as a query, in their order; a shell takes it as it is between single quotes. */
export function query(parameters) {
  const written = Object.entries(parameters).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll("'", '%27')}`,
  );
  return written.length === 0 ? '' : `?${written.join('&')}`;
}
