const PATIENCE = 2000;
const HIDDEN_FOR = 15_000;
const SLICE = 8;

/**
 * One event stream of the service, which takes up again where it was cut. Tells `event` ({name, id,
 * data}), `lost` (how many events are gone for good), `restart` (the service began again; what is
 * known is of an earlier run) and `state`.
 *
 * A browser opens few connections to one host, so a tab that nobody sees gives its own back. A
 * replay brings thousands of events at once; they are told a few milliseconds at a time, so that
 * the page can be drawn and used between.
 */
export class Stream extends EventTarget {
  #path;
  #names;
  #source = null;
  #timer = 0;
  #last = 0;
  /** What has come and is not told yet, and how much of it is. */
  #inbox = [];
  #told = 0;
  #slice = 0;
  /** @type {'connecting' | 'live' | 'lost'} */
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
      // The browser tries again by itself, unless it was answered with an error.
      if (source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.open(), PATIENCE);
      }
    };
    for (const name of this.#names) {
      source.addEventListener(name, (message) => this.#receive(name, message));
    }
    source.addEventListener('lost', (message) => this.#receive('lost', message));
  }

  /** What is known does not fit to what comes: begins from the oldest event that is kept. */
  beginAgain() {
    this.#last = 0;
    this.#tell('restart');
    this.open();
  }

  #receive(name, message) {
    this.#inbox.push({ name, message });
    this.#slice ||= setTimeout(() => this.#tellSome());
  }

  #tellSome() {
    const until = performance.now() + SLICE;
    while (this.#told < this.#inbox.length && performance.now() < until) {
      const { name, message } = this.#inbox[this.#told++];
      if (name === 'lost') this.#tellLost(JSON.parse(message.data).lost);
      else this.#take(name, message);
    }
    const rest = this.#told < this.#inbox.length;
    if (!rest) this.#empty();
    this.#slice = rest ? setTimeout(() => this.#tellSome()) : 0;
  }

  #empty() {
    this.#inbox = [];
    this.#told = 0;
  }

  #take(name, message) {
    const id = Number(message.lastEventId);
    if (id < this.#last) this.#tell('restart');
    this.#last = id;
    this.#tell('event', { name, id, data: JSON.parse(message.data) });
  }

  /** What was gone before this page was opened is nobody's loss. */
  #tellLost(events) {
    if (this.#last > 0) this.#tell('lost', events);
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
      this.#tell('state', state);
    }
  }

  #tell(type, detail = undefined) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
