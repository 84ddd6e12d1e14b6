import { byId } from './dom.js';

const FIRST = 'demonstration';

/**
 * The sections of the page, of which one is shown at a time. The fragment of the address says which,
 * so each has a link, and the browser's back button leads to the one before. A section is built when
 * it is first shown: the first screen does not wait for forms.
 */
export class Sections {
  #builders;
  #links = [...byId('sections').children];

  /** @param {Record<string, () => Promise<void>>} builders what builds a section, by its id; called once */
  constructor(builders) {
    this.#builders = { ...builders };
    addEventListener('hashchange', () => this.#show());
    this.#show();
  }

  async #show() {
    const chosen = sectionOf(location.hash);
    if (chosen === null) return;
    const changed = document.documentElement.dataset.section !== chosen;
    document.documentElement.dataset.section = chosen;
    for (const link of this.#links) {
      const id = link.hash.slice(1);
      byId(id).hidden = id !== chosen;
      if (id === chosen) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (changed) bring(chosen);
    const build = this.#builders[chosen];
    if (!build) return;
    delete this.#builders[chosen];
    await build();
    // Once it is drawn, what stands above it has its height, and to scroll costs no layout of its own.
    await drawn();
    if (chosen !== FIRST && document.documentElement.dataset.section === chosen) bring(chosen);
  }
}

function drawn() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

function bring(section) {
  if (section === FIRST) window.scrollTo(0, 0);
  else byId(section).scrollIntoView();
}

/**
 * The section that a fragment leads to; null if it leads to a place in the page as it is. A recorded
 * demonstration is shown where demonstrations are, and an experiment that a link fills in where
 * experiments are.
 *
 * @param {string} fragment
 */
export function sectionOf(fragment) {
  const [name] = fragment.slice(1).split(/[?=]/);
  if (['run', 'lateness', 'scenarios', 'experiments'].includes(name)) return name;
  if (name === 'experiment') return 'experiments';
  if (name === 'timeline') return null;
  return FIRST;
}
