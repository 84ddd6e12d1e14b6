import { byId, say } from './dom.js';
import { duration, nameOf } from './words.js';

/** Moves the timeline by keys, wheel, pointer and buttons. */
export class Gestures {
  #canvas = byId('canvas');
  #track = byId('track');
  #tip = byId('tip');
  #timeline;

  /** @param {import('./timeline.js').Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
    byId('follow').addEventListener('click', () => timeline.toggle());
    byId('zoom-in').addEventListener('click', () => timeline.zoom(-1));
    byId('zoom-out').addEventListener('click', () => timeline.zoom(1));
    const canvas = this.#canvas;
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('pointermove', (event) => this.#hover(event));
    canvas.addEventListener('pointerleave', () => (this.#tip.hidden = true));
    canvas.addEventListener('pointerdown', (event) => this.#press(event));
  }

  #key(event) {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const way = key === 'ArrowLeft' ? -1 : 1;
      if (shiftKey) this.#timeline.pan(way / 4);
      else this.#timeline.step(way);
    } else if (key === '+' || key === '=') {
      this.#timeline.zoom(-1);
    } else if (key === '-') {
      this.#timeline.zoom(1);
    } else if (key === ' ') {
      this.#timeline.toggle();
    } else if (key === 'Escape') {
      this.#timeline.select(null);
      this.#timeline.follow();
    } else {
      return;
    }
    event.preventDefault();
  }

  #wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#timeline.zoom(Math.sign(event.deltaY));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.#timeline.pan(event.deltaX / this.#canvas.clientWidth);
    }
  }

  /** A press selects what is under it; a drag moves through time. */
  #press(event) {
    const hit = this.#under(event);
    const drag = this.#timeline.grab();
    const begun = event.clientX;
    let dragged = false;
    const move = ({ clientX }) => {
      const by = clientX - begun;
      dragged ||= Math.abs(by) > 4;
      if (dragged) drag(-by / this.#canvas.clientWidth);
    };
    const up = () => {
      this.#canvas.removeEventListener('pointermove', move);
      if (!dragged) this.#timeline.select(hit);
    };
    this.#canvas.setPointerCapture(event.pointerId);
    this.#canvas.addEventListener('pointermove', move);
    this.#canvas.addEventListener('pointerup', up, { once: true });
    this.#canvas.addEventListener('pointercancel', up, { once: true });
  }

  #hover(event) {
    const job = this.#under(event);
    this.#tip.hidden = job === null;
    this.#canvas.style.cursor = job ? 'pointer' : '';
    if (!job) return;
    const ran = job.finished ? duration(job.finished - job.started) : 'running';
    say(this.#tip, `${nameOf(job)} · ${job.state} · ${ran} on ${job.thread}`);
    const box = this.#track.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 12, box.width - this.#tip.offsetWidth);
    this.#tip.style.transform = `translate(${Math.max(0, left)}px, ${event.clientY - box.top + 16}px)`;
  }

  #under(event) {
    const box = this.#canvas.getBoundingClientRect();
    return this.#timeline.jobAt(event.clientX - box.left, event.clientY - box.top);
  }
}
