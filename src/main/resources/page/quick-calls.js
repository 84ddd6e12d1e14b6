import { send } from './api.js';
import { byId, say } from './dom.js';

const CALL = '/jobs/sleep?duration=2s&strategy=';
const STAYS = 8000;

/** Two buttons beside the timeline that make the same call, on the loop and off it. */
export class QuickCalls {
  #told = byId('quick-told');
  #timer = 0;

  constructor() {
    this.#offer(byId('quick-block'), 'event-loop');
    this.#offer(byId('quick-offload'), 'execute-blocking');
  }

  #offer(button, strategy) {
    button.addEventListener('click', () => this.#call(strategy));
    button.disabled = false;
  }

  async #call(strategy) {
    this.#tell('');
    await send('POST', CALL + strategy).catch((problem) => this.#tell(problem.message));
  }

  /** Says what went wrong, for a while. */
  #tell(text) {
    clearTimeout(this.#timer);
    say(this.#told, text);
    this.#told.hidden = text === '';
    if (text !== '') this.#timer = setTimeout(() => this.#tell(''), STAYS);
  }
}
