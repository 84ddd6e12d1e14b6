import { el } from './dom.js';

/**
 * Loads a style sheet that the first screen does not need.
 *
 * @param {string} href
 * @returns {Promise<void>} resolved when it applies, or cannot be loaded
 */
export function styleSheet(href) {
  return new Promise((done) => {
    document.head.append(el('link', { rel: 'stylesheet', href, onload: () => done(), onerror: () => done() }));
  });
}
