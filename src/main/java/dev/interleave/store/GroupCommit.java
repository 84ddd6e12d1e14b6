package dev.interleave.store;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.jobs.StoreAwayException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes. Those that come while others are written are written together, in the next
 * transaction: the busier the service is, the more share a commit. Of a job that has changed twice
 * only the newest state is written.
 *
 * <p>If the database cannot be reached, new jobs are refused, and what has become of the others is
 * written when it is back. Confined to the service's context.
 */
final class GroupCommit {
  private static final int MOST_AT_ONCE = 1000;
  private static final Duration TRY_AGAIN = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final Vertx vertx;
  private final Bulkhead bulkhead;
  private final Transactions transactions;
  private final SequencedMap<UUID, Change> changes = new LinkedHashMap<>();
  private final Promise<Void> closed = Promise.promise();
  private boolean busy;
  private volatile boolean away;
  private boolean closing;

  /** Writes in one transaction. Blocks. */
  interface Transactions {
    /**
     * Writes all, but for those that the database refuses for what they are.
     *
     * @return why, of those that were refused
     */
    Map<UUID, Throwable> write(List<Change> all) throws Exception;
  }

  /**
   * @param bulkhead where it is written; of one permit
   */
  GroupCommit(Vertx vertx, Bulkhead bulkhead, Transactions transactions) {
    this.vertx = vertx;
    this.bulkhead = bulkhead;
    this.transactions = transactions;
  }

  /** Writes a change as soon as it can. A new job fails at once if the database is away. */
  Future<Void> write(Change change) {
    if (closing || (away && change.isNew())) {
      return Future.failedFuture(new StoreAwayException());
    }
    changes.merge(change.id(), change, Change::then);
    next();
    return change.written().future();
  }

  /** Whether the last try to write has failed. Any thread may ask. */
  boolean isAway() {
    return away;
  }

  /** Takes no more; completes when all is written, or when that cannot be done. */
  Future<Void> close() {
    closing = true;
    next();
    return closed.future();
  }

  private void next() {
    if (busy) {
      return;
    }
    if (changes.isEmpty()) {
      if (closing) {
        closed.tryComplete();
      }
      return;
    }
    List<Change> batch = new ArrayList<>();
    while (!changes.isEmpty() && batch.size() < MOST_AT_ONCE) {
      batch.add(changes.pollFirstEntry().getValue());
    }
    busy = true;
    bulkhead
        .call(() -> transactions.write(batch))
        .future()
        .onSuccess(refused -> written(batch, refused))
        .onFailure(failed -> notWritten(batch, failed));
  }

  private void written(List<Change> batch, Map<UUID, Throwable> refused) {
    if (away) {
      away = false;
      LOG.info("the store is back");
    }
    busy = false;
    for (Change change : batch) {
      Throwable why = refused.get(change.id());
      if (why == null) {
        change.written().complete();
      } else {
        LOG.error("job {} cannot be written", change.id(), why);
        change.written().fail(why);
      }
    }
    next();
  }

  private void notWritten(List<Change> batch, Throwable why) {
    if (!away) {
      away = true;
      LOG.warn("the store is away; no jobs are accepted until it is back: {}", root(why));
    }
    for (Change change : batch.reversed()) {
      putBack(change.isNew() ? Change.remove(change.id()) : change);
      if (change.isNew()) {
        change.written().fail(new StoreAwayException());
      }
    }
    if (closing) {
      giveUp();
    } else {
      vertx.setTimer(
          TRY_AGAIN.toMillis(),
          timer -> {
            busy = false;
            next();
          });
    }
  }

  /** The file system's or the network's own words. */
  private static String root(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Whether a transaction that failed was committed is not always known: what it added goes. */
  private void putBack(Change change) {
    Change later = changes.get(change.id());
    changes.putFirst(change.id(), later == null ? change : change.then(later));
  }

  private void giveUp() {
    List<Change> left = List.copyOf(changes.values());
    changes.clear();
    left.forEach(change -> change.written().tryFail(new StoreAwayException()));
    closed.tryComplete();
  }
}
