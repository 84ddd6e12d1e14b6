import { several } from './words.js';

/** What has become of the connection to the service, and how that is told in a few words. */
export class Reception {
  #down = false;
  #stopping = false;
  #restarted = false;
  /** When the connection came back, while events of the time before that may still come. */
  #backAt = null;
  #caughtUp = 0;
  #lost = 0;

  /** The connection is cut. */
  cut() {
    this.#forget();
    this.#down = true;
  }

  /** The connection is there, for the first time or again. */
  connected(now) {
    if (this.#down) this.#backAt = now;
    this.#down = false;
  }

  /** The service was told to stop, and serves until its jobs have ended; or it was not. */
  stops(stopping) {
    this.#stopping = stopping;
  }

  /** The service was restarted: what it tells from its beginning was not missed. */
  restarted() {
    this.#forget();
    this.#restarted = true;
  }

  /** Some events are gone for good. */
  lose(events) {
    this.#lost += events;
  }

  /**
   * An event has come that happened at a time. Those of the time of the cut come first.
   *
   * @returns {boolean} whether there is something new to say
   */
  receive(at) {
    if (this.#backAt === null) return false;
    if (at >= this.#backAt) {
      this.#backAt = null;
      return false;
    }
    this.#caughtUp++;
    return true;
  }

  /** What happened has been told for long enough. */
  settle() {
    this.#forget();
  }

  /** Whether the text tells what happened, and not only how it is now. */
  get isNews() {
    return this.#restarted || this.#caughtUp > 0 || this.#lost > 0;
  }

  /** @returns {'live' | 'lost' | 'stopping'} */
  get state() {
    if (this.#down) return 'lost';
    return this.#stopping ? 'stopping' : 'live';
  }

  get text() {
    if (this.#down) return 'reconnecting…';
    if (this.#restarted && !this.#stopping) return 'live, the service was restarted';
    return [
      this.#stopping ? 'the service is stopping' : 'live',
      this.#caughtUp > 0 && `${several(this.#caughtUp, 'event')} caught up`,
      this.#lost > 0 && `${several(this.#lost, 'event')} lost`,
    ]
      .filter(Boolean)
      .join(', ');
  }

  #forget() {
    this.#restarted = false;
    this.#backAt = null;
    this.#caughtUp = this.#lost = 0;
  }
}
