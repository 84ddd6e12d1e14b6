import { byId, say } from './dom.js';
import { several } from './words.js';

const NEWS_STAYS = 6000;

/** Says whether the page hears the service, and what it missed while it did not. */
export class Connection {
  #mark = byId('connection');
  #stream;
  #clock;
  #lostAt = 0;
  #caughtUp = 0;
  #gone = 0;
  #timer = 0;

  /**
   * @param {import('./stream.js').Stream} stream
   * @param {import('./clock.js').Clock} clock
   */
  constructor(stream, clock) {
    this.#stream = stream;
    this.#clock = clock;
    stream.addEventListener('state', () => this.#state());
    stream.addEventListener('lost', ({ detail }) => this.#lost(detail));
    stream.addEventListener('event', ({ detail }) => this.#event(detail));
    stream.addEventListener('restart', () => this.#restarted());
  }

  #state() {
    if (this.#stream.state === 'lost') {
      if (this.#lostAt === 0) this.#lostAt = this.#clock.now();
      this.#caughtUp = this.#gone = this.#backAt = 0;
      this.#tell('reconnecting…');
    } else {
      this.#back();
    }
  }

  #lost(events) {
    this.#gone += events;
    this.#back();
  }

  /** What it tells from the beginning is not caught up. */
  #restarted() {
    this.#lostAt = this.#gone = 0;
    this.#tell('live, the service began again', NEWS_STAYS);
  }

  /** What happened while it was away comes first when it is back. */
  #event({ data }) {
    if (this.#lostAt === 0) return;
    if (Date.parse(data.at ?? data.start) < this.#backAt) {
      this.#caughtUp++;
      this.#back();
    } else {
      this.#lostAt = 0;
    }
  }

  #backAt = 0;

  #back() {
    if (this.#lostAt === 0 && this.#gone === 0) return this.#tell('live');
    this.#backAt ||= this.#clock.now();
    const missed = [
      this.#caughtUp > 0 && `${several(this.#caughtUp, 'event')} caught up`,
      this.#gone > 0 && `${several(this.#gone, 'event')} lost`,
    ].filter(Boolean);
    return this.#tell(['live', ...missed].join(', '), NEWS_STAYS);
  }

  #tell(text, forMs = 0) {
    clearTimeout(this.#timer);
    this.#mark.dataset.state = this.#stream.state;
    say(this.#mark, text);
    if (forMs > 0) this.#timer = setTimeout(() => this.#settle(), forMs);
  }

  #settle() {
    this.#lostAt = this.#gone = this.#backAt = 0;
    this.#state();
  }
}
