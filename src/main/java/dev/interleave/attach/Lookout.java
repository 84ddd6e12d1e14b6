package dev.interleave.attach;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks around now and then, for what is a matter of time: a queue is a finding only once it stays,
 * and a block that never ends is to be told as well.
 */
final class Lookout {
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Attachment attachment;

  Lookout(Attachment attachment) {
    this.attachment = attachment;
  }

  void start() {
    Thread.ofPlatform().name("interleave-lookout").daemon().start(this::run);
  }

  private void run() {
    // The first stack takes long, because it loads classes: it is not to be a loop's.
    Optional<StackTraceElement> unused = Callers.find();
    while (true) {
      LockSupport.parkNanos(this, PERIOD.toNanos());
      long now = System.nanoTime();
      Careful.attempt("to look at pools and blocks", () -> look(now));
    }
  }

  private void look(long now) {
    for (WatchedVertx vertx : attachment.watched()) {
      vertx.tellOfLongBlocks();
      vertx.pools().forEach(pool -> pool.look(now));
      if (vertx.pools().stream().anyMatch(Pool::isOfVirtualThreads)) {
        attachment.pinned().watch();
      }
    }
  }
}
