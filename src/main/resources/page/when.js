/**
 * Waits until a question has an answer. It is asked at once, and again after each emission.
 *
 * @template T
 * @param {{on(name: string, listener: () => void): () => void}} emitter
 * @param {string} name of the emissions
 * @param {() => T | null | undefined | false} question
 * @param {AbortSignal} signal
 * @returns {Promise<T>} the first answer that is none of null, undefined and false
 */
export function when(emitter, name, question, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const ask = () => {
      const answer = question();
      if (answer === null || answer === undefined || answer === false) return;
      stop();
      resolve(answer);
    };
    const stop = emitter.on(name, ask);
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
    ask();
  });
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
