import { byId, say } from './dom.js';
import { Reception } from './reception.js';

const NEWS_STAYS = 6000;

/** Shows whether the page receives events, and for a while what it missed. */
export class Connection {
  #mark = byId('connection');
  #reception = new Reception();
  #timer = 0;

  /**
   * @param {import('./stream.js').Stream} stream
   * @param {import('./clock.js').Clock} clock
   */
  constructor(stream, clock) {
    const reception = this.#reception;
    stream.on('state', (state) => {
      if (state === 'lost') reception.cut();
      else reception.connected(clock.now());
      this.#show();
    });
    stream.on('lost', (events) => {
      reception.lose(events);
      this.#show();
    });
    stream.on('restart', () => {
      reception.restarted();
      this.#show();
    });
    stream.on('event', ({ data }) => {
      if (reception.receive(Date.parse(data.at ?? data.start))) this.#show();
    });
  }

  /**
   * Shows from now on as well whether the service is stopping.
   *
   * @param {import('./readiness.js').Readiness} readiness
   */
  heed(readiness) {
    readiness.on('stopping', (stopping) => {
      this.#reception.stops(stopping);
      this.#show();
    });
  }

  #show() {
    clearTimeout(this.#timer);
    this.#mark.dataset.state = this.#reception.state;
    say(this.#mark, this.#reception.text);
    if (this.#reception.isNews) {
      this.#timer = setTimeout(() => {
        this.#reception.settle();
        this.#show();
      }, NEWS_STAYS);
    }
  }
}
