import { Emitter } from './emitter.js';

const EVERY = 2000;

/**
 * Asks the service whether it has been told to stop: it goes on streaming until its jobs have ended.
 * Emits `stopping` when the answer changes.
 *
 * @extends {Emitter<{stopping: boolean}>}
 */
export class Readiness extends Emitter {
  #stopping = false;

  constructor() {
    super();
    setInterval(() => this.#ask(), EVERY);
  }

  async #ask() {
    if (document.hidden) return;
    const stopping = await isStopping();
    if (stopping === this.#stopping) return;
    this.#stopping = stopping;
    this.emit('stopping', stopping);
  }
}

/** An operator may take the readiness away for another reason, so the status is not enough. */
async function isStopping() {
  try {
    const { checks } = await (await fetch('/health/ready')).json();
    return checks.some(({ id, status }) => id === 'running' && status === 'DOWN');
  } catch {
    return false;
  }
}
