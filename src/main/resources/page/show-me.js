import { send } from './api.js';
import { byId, say } from './dom.js';
import { several } from './words.js';

const LOOK = 2600;
const STEPS = [
  {
    strategy: 'event-loop',
    before:
      'An event loop is one thread that does everything in turn. This one ticks as well. Now it makes a call that sleeps for two seconds.',
    during: 'The loop is stuck in the call. Nothing ticks, and no other request would be served.',
    after: (made, missed) =>
      `For two seconds nothing happened: ${several(missed, 'tick')} never came. That hole is a blocked event loop.`,
  },
  {
    strategy: 'execute-blocking',
    before: 'Now the same call again, but this time the loop hands it to a worker thread.',
    during: 'The worker thread sleeps. The loop goes on ticking above it.',
    after: (made) => `The call took as long as before. Meanwhile the loop made ${several(made, 'tick')}.`,
  },
];
const SUM = 'The same call, the same two seconds: on the loop it stopped everything, on a worker thread it stopped nothing.';

/** Shows a blocked loop, then a free one, and explains both. */
export class ShowMe {
  #button = byId('show-me');
  #model;
  #timeline;
  #narrator;
  #enabled;
  #playing = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./timeline.js').Timeline} timeline
   * @param {import('./narrator.js').Narrator} narrator
   * @param {string[]} enabled the strategies that may be used
   */
  constructor(model, timeline, narrator, enabled) {
    this.#model = model;
    this.#timeline = timeline;
    this.#narrator = narrator;
    this.#enabled = enabled;
    this.#button.addEventListener('click', () => (this.#playing ? this.#playing.abort() : this.#play()));
    model.on('clear', () => this.#playing?.abort());
  }

  async #play() {
    const playing = new AbortController();
    this.#playing = playing;
    say(this.#button, 'Stop');
    byId('track').scrollIntoView({ block: 'nearest' });
    this.#timeline.select(null);
    this.#timeline.follow();
    try {
      for (const step of STEPS) await this.#step(step, playing.signal);
      this.#say(SUM);
    } catch (problem) {
      this.#timeline.bracket = null;
      this.#say(problem.name === 'AbortError' ? 'Stopped.' : problem.message);
    } finally {
      this.#playing = null;
      this.#narrator.demonstrate(null);
      say(this.#button, 'Show me again');
    }
  }

  async #step({ strategy, before, during, after }, signal) {
    if (!this.#enabled.includes(strategy)) {
      this.#say(`The strategy ${strategy} is disabled in the configuration, so this half cannot be shown.`);
      return pause(LOOK, signal);
    }
    this.#timeline.bracket = null;
    this.#say(before);
    await pause(LOOK, signal);
    const { id } = await send('POST', `/jobs/sleep?duration=2s&strategy=${strategy}`);
    const begun = await this.#until('job', ({ job }) => job.id === id && job.started, signal);
    this.#say(during);
    this.#timeline.bracket =
      strategy === 'event-loop' ? null : { from: begun.job.started, to: null, text: 'the loop goes on' };
    const { job } = await this.#until('job', ({ job }) => job.id === id && job.finished, signal);
    const { at } = await this.#until('tick', ({ at }) => at >= job.finished, signal);
    const { made, missed } = this.#model.countTicks(job.started, job.finished, at);
    if (strategy !== 'event-loop') {
      this.#timeline.bracket = { from: job.started, to: job.finished, text: several(made, 'tick') };
    }
    this.#say(after(made, missed));
    return pause(1.6 * LOOK, signal);
  }

  /** Waits for the first emission that fits, or finds it among what is known. */
  #until(name, fits, signal) {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const known = this.#known(name).find(fits);
      if (known) return resolve(known);
      const stop = this.#model.on(name, (detail) => {
        if (!fits(detail)) return;
        stop();
        resolve(detail);
      });
      signal.addEventListener(
        'abort',
        () => {
          stop();
          reject(signal.reason);
        },
        { once: true },
      );
      return undefined;
    });
  }

  #known(name) {
    if (name === 'job') return [...this.#model.jobs.values()].map((job) => ({ job }));
    const { ticks } = this.#model;
    return ticks.length === 0 ? [] : [{ at: ticks.at(ticks.length - 1) }];
  }

  #say(sentence) {
    this.#narrator.demonstrate(sentence);
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
