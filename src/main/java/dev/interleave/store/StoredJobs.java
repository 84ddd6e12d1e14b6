package dev.interleave.store;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.bulkhead.BulkheadException;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobFilter;
import dev.interleave.jobs.JobStore;
import dev.interleave.jobs.StoreAwayException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in a database. Whoever opened the database closes it. */
public final class StoredJobs implements JobStore {
  /** A call in the embedded database must not be interrupted: that closes its file. */
  private static final Duration NEVER_INTERRUPTED = Duration.ofHours(24);

  private static final Duration TO_BEGIN = Duration.ofSeconds(10);
  private static final Duration TO_CLOSE = Duration.ofSeconds(3);
  private static final int READS_WAITING = 1000;

  /** So many more than are to be kept may be there before the oldest are deleted. */
  private static final int DELETED_AT_ONCE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(StoredJobs.class);

  private final Database database;
  private final int keep;
  private final Bulkhead reads;
  private final Bulkhead writes;
  private final GroupCommit commits;

  /** How many jobs have their final state. Of the thread of the writes. */
  private long finished;

  /**
   * @param vertx the service's
   * @param keep so many finished jobs are kept; the oldest are deleted
   */
  public StoredJobs(Vertx vertx, Database database, int keep) {
    this.database = database;
    this.keep = keep;
    this.finished = database.finished();
    this.reads =
        Bulkhead.builder(vertx)
            .name("store-reads")
            .concurrency(Database.READERS)
            .queue(READS_WAITING)
            .queueTimeout(TO_BEGIN)
            .callTimeout(NEVER_INTERRUPTED)
            .build();
    this.writes =
        Bulkhead.builder(vertx)
            .name("store-writes")
            .concurrency(1)
            .queue(1)
            .queueTimeout(TO_BEGIN)
            .callTimeout(NEVER_INTERRUPTED)
            .build();
    this.commits = new GroupCommit(vertx, writes, this::write);
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public boolean isAway() {
    return commits.isAway();
  }

  @Override
  public Future<Void> add(Job job) {
    return commits.write(Change.add(job));
  }

  @Override
  public Future<Void> update(Job job) {
    return commits.write(Change.update(job));
  }

  @Override
  public void remove(UUID id) {
    commits.write(Change.remove(id));
  }

  @Override
  public Future<Optional<Job>> find(UUID id) {
    return read(connection -> JobTable.find(connection, id));
  }

  @Override
  public Future<Optional<Job>> findByKey(String key) {
    return read(connection -> JobTable.findByKey(connection, key));
  }

  @Override
  public Future<Some> newest(JobFilter filter, int limit) {
    return read(connection -> JobTable.newest(connection, filter, limit));
  }

  @Override
  public List<Job> unfinished() {
    return database.unfinished();
  }

  @Override
  public long lastNumber() {
    return database.lastNumber();
  }

  @Override
  public Future<Void> close() {
    return commits
        .close()
        .eventually(() -> Future.join(writes.close(TO_CLOSE), reads.close(TO_CLOSE)));
  }

  private <T> Future<T> read(Database.Use<T> query) {
    return reads
        .call(() -> database.lend(query))
        .future()
        .recover(failed -> {
          if (!(failed instanceof BulkheadException)) {
            LOG.warn("the store cannot be read: {}", failed.toString());
          }
          return Future.failedFuture(new StoreAwayException());
        });
  }

  /** Called on the thread of the writes. */
  private Map<UUID, Throwable> write(List<Change> changes) throws SQLException {
    return database.lend(connection -> {
      connection.setAutoCommit(false);
      try {
        return write(connection, changes);
      } catch (SQLException failed) {
        connection.rollback();
        if (!Database.isOfTheData(failed)) {
          throw failed;
        }
        return writeOneByOne(connection, changes);
      } finally {
        connection.setAutoCommit(true);
      }
    });
  }

  private Map<UUID, Throwable> writeOneByOne(Connection connection, List<Change> changes)
      throws SQLException {
    Map<UUID, Throwable> refused = new HashMap<>();
    for (Change change : changes) {
      try {
        write(connection, List.of(change));
      } catch (SQLException failed) {
        connection.rollback();
        if (!Database.isOfTheData(failed)) {
          throw failed;
        }
        refused.put(change.id(), failed);
      }
    }
    return refused;
  }

  private Map<UUID, Throwable> write(Connection connection, Collection<Change> changes)
      throws SQLException {
    List<Job> added = new ArrayList<>();
    List<Job> changed = new ArrayList<>();
    List<UUID> removed = new ArrayList<>();
    for (Change change : changes) {
      change
          .job()
          .ifPresentOrElse(
              job -> (change.isNew() ? added : changed).add(job), () -> removed.add(change.id()));
    }
    JobTable.insert(connection, added);
    JobTable.update(connection, changed);
    JobTable.delete(connection, removed);
    long now = finished + changed.stream().filter(job -> job.state().isFinal()).count();
    if (now >= keep + DELETED_AT_ONCE) {
      JobTable.deleteOldest(connection, now - keep);
      now = keep;
    }
    connection.commit();
    finished = now;
    return Map.of();
  }
}
