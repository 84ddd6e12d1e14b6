package dev.interleave.jobs;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Says yes to everything, and keeps nothing. */
final class NoStore implements JobStore {
  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public boolean isAway() {
    return false;
  }

  @Override
  public Future<Void> add(Job job) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> update(Job job) {
    return Future.succeededFuture();
  }

  @Override
  public void remove(UUID id) {}

  @Override
  public Future<Optional<Job>> find(UUID id) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Optional<Job>> findByKey(String key) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Some> newest(JobFilter filter, int limit) {
    return Future.succeededFuture(new Some(List.of(), false));
  }

  @Override
  public List<Job> unfinished() {
    return List.of();
  }

  @Override
  public long lastNumber() {
    return 0;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
