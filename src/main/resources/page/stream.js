import { Emitter } from './emitter.js';

const RETRY_AFTER = 2000;
const HIDDEN_FOR = 15_000;
const SLICE = 8;

/**
 * One event stream of the service. It resumes where the connection was cut. Emits `event`, `lost`
 * with the number of events that are gone for good, `restart` when all earlier events belong to
 * another run of the service, and `state`.
 *
 * A browser opens few connections to one host, so a tab that is hidden closes its own after a while.
 * A replay brings thousands of events at once. They are emitted for a few milliseconds at a time, so
 * that the page is drawn and can be used in between.
 *
 * @typedef {'connecting' | 'live' | 'lost'} StreamState
 * @extends {Emitter<{
 *   event: {name: string, id: number, data: any},
 *   lost: number,
 *   restart: undefined,
 *   state: StreamState,
 * }>}
 */
export class Stream extends Emitter {
  #path;
  #names;
  /** @type {EventSource | null} */
  #source = null;
  #timer = 0;
  #last = 0;
  /** What has come, and how much of it has been emitted. */
  #inbox = [];
  #emitted = 0;
  #slice = 0;
  /** @type {StreamState} */
  state = 'connecting';

  /**
   * @param {string} path
   * @param {string[]} names the events that it has
   */
  constructor(path, names) {
    super();
    this.#path = path;
    this.#names = names;
    document.addEventListener('visibilitychange', () => this.#visibility());
    addEventListener('pagehide', () => this.#close());
  }

  open() {
    this.#close();
    const source = new EventSource(`${this.#path}?after=${this.#last}`);
    this.#source = source;
    source.onopen = () => this.#become('live');
    source.onerror = () => {
      this.#become('lost');
      // The browser reconnects by itself, except after a response that is an error.
      if (source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.open(), RETRY_AFTER);
      }
    };
    for (const name of [...this.#names, 'lost']) {
      source.addEventListener(name, (message) => this.#receive(name, message));
    }
  }

  /** Starts anew from the oldest event that the service keeps. For a stream that contradicts itself. */
  beginAgain() {
    this.#last = 0;
    this.emit('restart');
    this.open();
  }

  #receive(name, message) {
    this.#inbox.push({ name, message });
    this.#slice ||= setTimeout(() => this.#emitSome());
  }

  #emitSome() {
    const until = performance.now() + SLICE;
    while (this.#emitted < this.#inbox.length && performance.now() < until) {
      const { name, message } = this.#inbox[this.#emitted++];
      if (name === 'lost') this.#emitLost(JSON.parse(message.data).lost);
      else this.#emitEvent(name, message);
    }
    const rest = this.#emitted < this.#inbox.length;
    if (!rest) this.#empty();
    this.#slice = rest ? setTimeout(() => this.#emitSome()) : 0;
  }

  #empty() {
    this.#inbox = [];
    this.#emitted = 0;
  }

  #emitEvent(name, message) {
    const id = Number(message.lastEventId);
    if (id < this.#last) this.emit('restart');
    this.#last = id;
    this.emit('event', { name, id, data: JSON.parse(message.data) });
  }

  /** Events that were gone before this page was opened are not missing from it. */
  #emitLost(events) {
    if (this.#last > 0) this.emit('lost', events);
  }

  #visibility() {
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#close(), HIDDEN_FOR);
    } else if (this.#source === null || this.#source.readyState === EventSource.CLOSED) {
      this.open();
    }
  }

  #close() {
    clearTimeout(this.#timer);
    this.#empty();
    this.#source?.close();
    this.#source = null;
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.emit('state', state);
    }
  }
}
