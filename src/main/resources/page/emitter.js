/**
 * Tells its listeners what happens. Each name has a detail of its own type.
 *
 * @template {Record<string, any>} Details the types of the details, by name
 */
export class Emitter {
  #target = new EventTarget();

  /**
   * Calls a listener for everything that is emitted under a name from now on. A listener that
   * throws does not keep the others from being called.
   *
   * @template {keyof Details & string} Name
   * @param {Name} name
   * @param {(detail: Details[Name]) => void} listener
   * @returns {() => void} ends it
   */
  on(name, listener) {
    const hear = (event) => listener(event.detail);
    this.#target.addEventListener(name, hear);
    return () => this.#target.removeEventListener(name, hear);
  }

  /**
   * @template {keyof Details & string} Name
   * @param {Name} name
   * @param {Details[Name]} [detail]
   */
  emit(name, detail) {
    this.#target.dispatchEvent(new Emission(name, detail));
  }
}

class Emission extends Event {
  constructor(name, detail) {
    super(name);
    this.detail = detail;
  }
}
