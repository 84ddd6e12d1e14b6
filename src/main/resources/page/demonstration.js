import { send } from './api.js';
import { byId, say } from './dom.js';
import { figures, panelOf } from './panel.js';
import { pause, when } from './when.js';
import { duration, several } from './words.js';

/** How much time the timeline shows meanwhile, in ms: a call of two seconds is a quarter of it. */
const SPAN = 8000;
const USERS = '?rate=10&duration=5s';
const USERS_OF_A_STEP = 50;
/** How long they arrive, in ms. That is also the time of a panel, so that two can be compared. */
const STEP = 5000;
const CALL = '?duration=2s&strategy=';
const ON_THE_LOOP = 'event-loop';
/** How much of the time before the first of them is shown with it, in ms. */
const MARGIN = 100;
/** How long users are served before the call begins, in ms. */
const LOOK = 1300;
const STEPS = [
  {
    strategy: ON_THE_LOOP,
    title: '1 of 2: the loop makes the call itself',
    before: 'Ten users a second ask the loop. It answers each at once.',
    during: 'Now the loop makes a call that sleeps for two seconds. Nothing ticks, and everybody waits.',
    after: ({ waited, longest }) =>
      `The call is over, and the loop answers everybody. ${several(waited, 'user')} waited up to ${duration(longest)}.`,
  },
  {
    strategy: 'execute-blocking',
    title: '2 of 2: a worker thread makes the same call',
    before: 'Now the same again, but the loop hands the call to a worker thread.',
    during: 'The worker thread sleeps. The loop goes on ticking, and answers each user at once.',
    after: ({ onTime, due }) => `The call took as long as before. Meanwhile ${onTime} of ${due} ticks came on time.`,
  },
];
const SUM = 'The same call, the same two seconds: on the loop it stopped everything, on a worker thread it stopped nothing.';
const LOST = 'The page has lost some events of the service, so the demonstration has ended. It can be shown again.';
const SUM_OF_A_BUSY_MACHINE =
  'The same call, the same two seconds: on the loop it stopped everything. On a worker thread it did not keep the loop: whatever was late then had another cause.';

/** Lets users ask the loop while a call blocks it, and again while the call is offloaded. */
export class Demonstration {
  #button = byId('show-me');
  #step = byId('demonstration-step');
  #model;
  #timeline;
  #narrator;
  #picture;
  #enabled;
  /** @type {AbortController | null} */
  #playing = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {import('./timeline.js').Timeline} timeline
   * @param {import('./narrator.js').Narrator} narrator
   * @param {import('./picture.js').Picture} picture
   * @param {string[]} enabled the strategies that may be used
   */
  constructor(model, timeline, narrator, picture, enabled) {
    this.#model = model;
    this.#timeline = timeline;
    this.#narrator = narrator;
    this.#picture = picture;
    this.#enabled = enabled;
    this.#button.addEventListener('click', () => (this.#playing ? this.#playing.abort() : this.#play()));
    this.#button.disabled = false;
    const giveUp = () => this.#playing?.abort(new Error(LOST));
    model.on('clear', giveUp);
    model.on('forget', giveUp);
  }

  async #play() {
    const playing = new AbortController();
    this.#playing = playing;
    this.#picture.hide();
    this.#begins();
    let end = '';
    try {
      const panels = [];
      for (const step of STEPS) panels.push(await this.#show(step, playing.signal));
      if (panels.every(Boolean)) {
        this.#narrator.demonstrate(isFree(panels[1]) ? SUM : SUM_OF_A_BUSY_MACHINE);
        await this.#picture.show(panels);
      }
    } catch (problem) {
      end = problem.name === 'AbortError' ? 'Stopped.' : problem.message;
    } finally {
      this.#playing = null;
      this.#ends(end);
    }
  }

  #begins() {
    document.documentElement.dataset.demonstration = 'playing';
    say(this.#button, 'Stop');
    this.#timeline.select(null);
    this.#timeline.followClosely(SPAN);
    byId('track').scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} end why it has ended early; empty if it has not */
  #ends(end) {
    if (document.documentElement.dataset.demonstration === 'playing') {
      document.documentElement.dataset.demonstration = '';
    }
    say(this.#step, end);
    this.#timeline.bracket = null;
    say(this.#button, 'Show me again');
    this.#narrator.demonstrate(null);
  }

  /** Shows one half. Returns its panel; nothing if the strategy may not be used. */
  async #show({ strategy, title, before, during, after }, signal) {
    say(this.#step, title);
    this.#timeline.bracket = null;
    if (!this.#enabled.includes(strategy)) {
      this.#narrator.demonstrate(`The strategy ${strategy} is disabled in the configuration, so this half cannot be shown.`);
      await pause(2 * LOOK, signal);
      return null;
    }
    this.#narrator.demonstrate(before);
    const first = this.#model.users.newest + 1;
    await this.#start('/users', USERS, signal);
    const { arrived } = await when(this.#model, 'user', () => this.#model.users.from(first)[0], signal);
    await pause(LOOK, signal);

    const { id } = await this.#start('/jobs/sleep', CALL + strategy, signal);
    const job = await when(this.#model, 'job', () => this.#job(id, 'started'), signal);
    this.#narrator.demonstrate(during);
    if (strategy !== ON_THE_LOOP) this.#timeline.bracket = { from: job.started, to: null, text: 'the loop goes on' };
    await when(this.#model, 'job', () => this.#job(id, 'finished'), signal);
    await when(this.#model, 'tick', () => this.#model.newestTick >= job.finished, signal);
    await when(this.#model, 'user', () => this.#model.users.waiting === 0, signal);

    const panel = () => panelOf(this.#model, job, arrived - MARGIN, arrived + STEP);
    const counted = figures(panel());
    if (strategy !== ON_THE_LOOP) {
      this.#timeline.bracket = { from: job.started, to: job.finished, text: several(counted.onTime, 'tick') };
    }
    this.#narrator.demonstrate(after(counted));
    await when(this.#model, 'user', () => this.#gone(first) === USERS_OF_A_STEP, signal);
    await pause(LOOK, signal);
    return panel();
  }

  /** Starts something. If the demonstration is stopped, it is stopped as well. */
  async #start(path, request, signal) {
    const started = await send('POST', path + request);
    const end = `${path === '/users' ? path : `/jobs/${started.id}`}`;
    // What has ended meanwhile need not be stopped.
    signal.addEventListener('abort', () => send('DELETE', end).catch(() => undefined));
    signal.throwIfAborted();
    return started;
  }

  #job(id, time) {
    const job = this.#model.jobs.get(id);
    return job?.[time] ? job : null;
  }

  #gone(first) {
    return this.#model.users.from(first).filter(({ gone }) => gone !== null).length;
  }
}

/** Whether nothing and nobody had to wait. */
function isFree(panel) {
  const { late, never, waited } = figures(panel);
  return late + never + waited === 0;
}
