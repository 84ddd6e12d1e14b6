import { byId } from './dom.js';

/** What is left in sight below the lane of the loop, in pixels. */
const BELOW = 6;

/** Keeps the lane of the loop in sight: scrolling covers the rest of the stage, and then no more. */
export class Stage {
  #stage = byId('timeline');
  #sight = byId('sight');
  /** How high the timeline is down to the end of the loop's lane, in pixels. */
  #kept = 0;
  #whole = 0;
  #sticksAt = 0;

  /** @param {import('./timeline.js').Timeline} timeline */
  constructor(timeline) {
    timeline.on('frame', ({ lanes: { loop } }) => this.#keep(loop.y + loop.height + BELOW));
    addEventListener('scroll', () => this.#cover(), { passive: true });
    const sizes = new ResizeObserver(() => this.#measure());
    for (const part of [this.#stage.parentElement, ...this.#sight.children]) sizes.observe(part);
    // What has the focus is not left covered.
    this.#sight.addEventListener('focusin', ({ target }) => this.#uncover(target));
  }

  #keep(height) {
    if (height === this.#kept) return;
    this.#kept = height;
    this.#measure();
  }

  #measure() {
    const { top } = this.#sight.getBoundingClientRect();
    this.#whole = this.#sight.lastElementChild.getBoundingClientRect().bottom - top;
    this.#sticksAt = parseFloat(getComputedStyle(this.#stage).top);
    const head = top - this.#stage.getBoundingClientRect().top;
    this.#stage.style.setProperty('--whole', `${this.#whole}px`);
    document.documentElement.style.setProperty('--stuck', `${head + this.#kept}px`);
    this.#cover();
  }

  /** Where the stage is not the first that is shown, nothing stands below it either. */
  #cover() {
    const isFirst = byId('demonstration').hidden;
    const scrolled = this.#sticksAt - this.#stage.parentElement.getBoundingClientRect().top;
    const most = Math.max(0, this.#whole - this.#kept);
    const covered = isFirst ? Math.min(most, Math.max(0, scrolled)) : 0;
    this.#stage.parentElement.style.setProperty('--covered', `${covered}px`);
    this.#stage.toggleAttribute('data-covered', covered > 0);
  }

  #uncover(target) {
    if (target.getBoundingClientRect().bottom > this.#sight.getBoundingClientRect().bottom) scrollTo(0, 0);
  }
}
