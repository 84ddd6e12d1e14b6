package dev.interleave.attach;

import dev.interleave.monitor.BlockedReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is attached to this process: every {@code Vertx} that it has, and what watches them. It is
 * there from the first {@code Vertx} on, and stays when the last is closed: another may come. Any
 * thread may call.
 */
final class Attachment {
  private static @Nullable Attachment ofThisProcess;

  private final AttachSettings settings;
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<WatchedVertx> watched = new CopyOnWriteArrayList<>();
  private final PinnedThreads pinned = new PinnedThreads();

  private Attachment(AttachSettings settings) {
    this.settings = settings;
  }

  /** Starts it if that has not been done; empty if it is switched off. */
  static synchronized Optional<Attachment> ofThisProcess() {
    if (ofThisProcess == null) {
      ofThisProcess = new Attachment(AttachSettings.ofThisProcess());
      ofThisProcess.start();
    }
    return Optional.of(ofThisProcess).filter(attachment -> attachment.settings.enabled());
  }

  private void start() {
    if (settings.enabled()) {
      Careful.attempt("to offer its figures by HTTP", () -> AttachServer.start(this));
      Careful.attempt("to offer its figures by JMX", () -> Beans.register(this));
      Careful.attempt("to look at pools and blocks", () -> new Lookout(this).start());
    } else {
      Careful.tell("Interleave is on the class path and switched off");
    }
  }

  AttachSettings settings() {
    return settings;
  }

  int nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Every {@code Vertx} that is open, in the order in which they were made. */
  List<WatchedVertx> watched() {
    return List.copyOf(watched);
  }

  PinnedThreads pinned() {
    return pinned;
  }

  void joined(WatchedVertx vertx) {
    watched.add(vertx);
  }

  void left(WatchedVertx vertx) {
    watched.remove(vertx);
  }

  /** A loop is blocked, or was. */
  void blocked(WatchedVertx vertx, BlockedReport report) {
    if (!report.over()) {
      return;
    }
    vertx.tally().add(report);
    if (report.own().compareTo(settings.logAfter()) > 0) {
      Careful.warn(Words.block(vertx.nameOf(report.loop()), report));
    }
  }
}
