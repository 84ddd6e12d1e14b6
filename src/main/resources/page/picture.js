import { byId, el, fill, say } from './dom.js';
import { paintPanel, PANEL_HEIGHT } from './paint-panel.js';
import { figures, sentence } from './panel.js';
import { picture } from './picture-file.js';
import { isReplay, read, write } from './replay.js';
import { scheme, theme } from './theme.js';
import { several } from './words.js';

const FILE = 'interleave-demonstration.png';

/**
 * Both calls of a demonstration side by side, as they were. It can be kept as a PNG, and handed on
 * as a link that holds all of it.
 */
export class Picture {
  #section = byId('picture');
  #figures = byId('picture-panels');
  #note = byId('picture-note');
  #told = byId('picture-told');
  #link = byId('picture-link');
  /** @type {import('./panel.js').Panel[]} */
  #panels = [];
  /** @type {{panel: import('./panel.js').Panel, canvas: HTMLCanvasElement}[]} */
  #drawn = [];

  constructor() {
    scheme.addEventListener('change', () => this.#draw());
    new ResizeObserver(() => this.#draw()).observe(this.#figures);
    byId('picture-copy').addEventListener('click', () => this.#copy());
    byId('picture-file').addEventListener('click', () => this.#save());
    addEventListener('hashchange', () => this.replay(location.hash));
  }

  /**
   * Shows the panels of a demonstration.
   *
   * @param {import('./panel.js').Panel[]} panels the call on the loop, and the call offloaded
   */
  async show(panels) {
    document.documentElement.dataset.demonstration = 'shown';
    await this.#show(panels, 'What you have just seen');
  }

  async #show(panels, title) {
    this.#panels = panels;
    say(byId('picture-title'), title);
    say(this.#note, note(panels));
    say(this.#told, '');
    fill(this.#figures, panels.map((panel) => this.#figure(panel)));
    this.#section.hidden = false;
    byId('picture-share').hidden = false;
    this.#draw();
    this.#link.href = await write(panels);
  }

  hide() {
    this.#section.hidden = true;
    document.documentElement.dataset.demonstration = '';
  }

  /** Shows what a link holds, if it is one of these. */
  async replay(fragment) {
    if (!isReplay(fragment)) return;
    try {
      const panels = await read(fragment);
      document.documentElement.dataset.demonstration = 'replayed';
      await this.#show(panels, 'A demonstration that was recorded');
    } catch (damaged) {
      this.#drawn = [];
      this.#panels = [];
      fill(this.#figures);
      say(byId('picture-title'), damaged.message);
      say(this.#note, 'Press “Show me” to see the demonstration live.');
      this.#section.hidden = false;
      byId('picture-share').hidden = true;
    }
  }

  #figure(panel) {
    const canvas = el('canvas', { role: 'img', 'aria-label': sentence(panel) });
    canvas.style.height = `${PANEL_HEIGHT}px`;
    this.#drawn = [...this.#drawn.filter((each) => each.panel.offloaded !== panel.offloaded), { panel, canvas }];
    return el(
      'figure',
      { class: panel.offloaded ? 'panel offloaded' : 'panel' },
      el('figcaption', {}, sentence(panel)),
      canvas,
    );
  }

  #draw() {
    const look = theme();
    const density = Math.min(devicePixelRatio || 1, 2);
    for (const { panel, canvas } of this.#drawn) {
      const width = canvas.clientWidth;
      if (width === 0) continue;
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(PANEL_HEIGHT * density);
      const pen = canvas.getContext('2d');
      pen.scale(density, density);
      paintPanel(pen, look, panel, { left: 0, top: 0, width });
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#link.href);
      say(this.#told, 'The link is copied.');
    } catch {
      say(this.#told, 'The browser does not let the page copy. Copy the address of “Link to this picture” instead.');
    }
  }

  async #save() {
    const url = URL.createObjectURL(await picture(this.#panels, theme()));
    el('a', { href: url, download: FILE }).click();
    URL.revokeObjectURL(url);
    say(this.#told, `The picture is saved as ${FILE}.`);
  }
}

/** What the sentences count. */
function note(panels) {
  const users = panels.reduce((sum, panel) => sum + figures(panel).users, 0);
  return `Counted from the events of this demonstration: ${several(users, 'request')} over HTTP. The sentences are about the users who were there during the call, and the ticks that were due then. What takes 100 ms or longer is late, or a wait.`;
}
