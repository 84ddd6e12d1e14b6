import { byId, el, fill } from '../page/dom.js';
import { count, duration } from '../page/words.js';

/** Every pool that is open. One that nobody has used yet is not shown. */
export class Pools {
  #rows = byId('pools');

  take({ vertx }) {
    const pools = vertx.flatMap(({ pools: own, bulkheads }) => [...own.filter(isUsed), ...bulkheads]);
    fill(
      this.#rows,
      pools.length === 0
        ? el('tr', {}, el('td', { colSpan: 9, class: 'hint' }, 'No pool has been used by now.'))
        : pools.map((pool) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, pool.type === 'bulkhead' ? `bulkhead ${pool.name}` : (pool.name ?? 'without a name')),
              ...[
                pool.size === null ? 'no bound' : count(pool.size),
                count(pool.running),
                count(pool.queued),
                duration(pool.queueWaitMs.p50),
                duration(pool.queueWaitMs.p99),
                duration(pool.runMs.p50),
                duration(pool.runMs.p99),
                count(endedIn(pool)),
              ].map((text) => el('td', { class: 'number' }, text)),
            ),
          ),
    );
  }
}

function isUsed({ ended, running, queued }) {
  return ended + running + queued > 0;
}

/** A bulkhead counts by how its calls ended. */
function endedIn({ ended }) {
  return typeof ended === 'number' ? ended : Object.values(ended).reduce((sum, each) => sum + each, 0);
}
