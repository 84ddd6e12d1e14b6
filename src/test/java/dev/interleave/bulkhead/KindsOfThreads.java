package dev.interleave.bulkhead;

import static org.junit.jupiter.api.Named.named;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Every kind of threads that Vert.x offers, for tests that hold for each of them. */
final class KindsOfThreads {
  private static final Named<Threads> WORKER_POOL = named("worker pool", Threads.workerPool());
  private static final Named<Threads> ORDERED = named("ordered", Threads.ordered());
  private static final Named<Threads> WORKER_VERTICLE =
      named("worker verticle", Threads.workerVerticle());
  private static final Named<Threads> VIRTUAL = named("virtual threads", Threads.virtual());

  private KindsOfThreads() {}

  static Stream<Named<Threads>> all() {
    return Stream.of(WORKER_POOL, ORDERED, WORKER_VERTICLE, VIRTUAL);
  }

  /** Those that make progress with several calls at the same time. */
  static Stream<Named<Threads>> sideBySide() {
    return Stream.of(WORKER_POOL, WORKER_VERTICLE, VIRTUAL);
  }

  static Stream<Named<Threads>> onPlatformThreads() {
    return Stream.of(WORKER_POOL, ORDERED, WORKER_VERTICLE);
  }
}
