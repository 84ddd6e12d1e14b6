package dev.interleave.attach;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks at every pool now and then, because a queue is a finding only once it stays. */
final class PoolWatch {
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Attachment attachment;

  PoolWatch(Attachment attachment) {
    this.attachment = attachment;
  }

  void start() {
    Thread.ofPlatform().name("interleave-pools").daemon().start(this::run);
  }

  private void run() {
    // The first stack takes long, because it loads classes: it is not to be a loop's.
    Optional<StackTraceElement> unused = Callers.find();
    while (true) {
      LockSupport.parkNanos(this, PERIOD.toNanos());
      long now = System.nanoTime();
      Careful.attempt("to look at pools", () -> look(now));
    }
  }

  private void look(long now) {
    for (WatchedVertx vertx : attachment.watched()) {
      vertx.pools().forEach(pool -> pool.look(now));
      if (vertx.pools().stream().anyMatch(Pool::isOfVirtualThreads)) {
        attachment.pinned().watch();
      }
    }
  }
}
