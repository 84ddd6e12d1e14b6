import { byId, el, fill } from '../page/dom.js';
import { count, duration } from '../page/words.js';

/** Every pool that is open. One that nobody has used yet is not shown. */
export class Pools {
  #rows = byId('pools');

  take({ vertx }) {
    const pools = vertx.flatMap(({ pools: own }) => own).filter(({ ended, running, queued }) => ended + running + queued > 0);
    fill(
      this.#rows,
      pools.length === 0
        ? el('tr', {}, el('td', { colSpan: 9, class: 'hint' }, 'No pool has been used by now.'))
        : pools.map((pool) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, pool.name ?? 'without a name'),
              ...[
                pool.size === null ? 'no bound' : count(pool.size),
                count(pool.running),
                count(pool.queued),
                duration(pool.queueWaitMs.p50),
                duration(pool.queueWaitMs.p99),
                duration(pool.runMs.p50),
                duration(pool.runMs.p99),
                count(pool.ended),
              ].map((text) => el('td', { class: 'number' }, text)),
            ),
          ),
    );
  }
}
