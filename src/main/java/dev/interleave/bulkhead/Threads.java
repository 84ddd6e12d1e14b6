package dev.interleave.bulkhead;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * Where the calls of a bulkhead run: on one of the four kinds of threads here, or on what an
 * implementation of one's own gives.
 */
public interface Threads {
  /** {@return a pool of platform threads of its own: {@code executeBlocking(call, false)}} */
  static Threads workerPool() {
    return new WorkerPool(false);
  }

  /**
   * The same, with Vert.x keeping the calls in order: {@code executeBlocking(call, true)}. One call
   * runs after the other, in the order in which they were accepted, whatever the concurrency.
   *
   * @return a pool of platform threads of its own
   */
  static Threads ordered() {
    return new WorkerPool(true);
  }

  /** {@return instances of a worker verticle, each with an address and a thread} */
  static Threads workerVerticle() {
    return new WorkerVerticles();
  }

  /** {@return the virtual threads of the JDK: cheap to wait in, no help for computing} */
  static Threads virtual() {
    return new VirtualThreads();
  }

  /**
   * How many calls make progress at the same time.
   *
   * @param concurrency the bulkhead's
   * @return from 1 to the concurrency
   */
  default int sideBySide(int concurrency) {
    return concurrency;
  }

  /**
   * Whether a thread that has made a call may make the next one that waits as well. If not, each
   * call is launched by itself.
   *
   * @return true unless it is overridden
   */
  default boolean reuse() {
    return true;
  }

  /**
   * Prepares threads. Called once, on the thread that builds the bulkhead, and on a context that
   * belongs to no verticle: what is opened here stays open until {@link Launcher#close}.
   *
   * @param vertx the bulkhead's
   * @param name of the bulkhead; no other bulkhead of this {@code vertx} has it
   * @param concurrency the most threads that will be needed at the same time
   * @return completes when they are there, on any thread; calls wait until then
   */
  Future<Launcher> open(Vertx vertx, String name, int concurrency);

  /** Gives threads. Every method may be called on any thread. */
  interface Launcher {
    /**
     * Has {@code work} run once on a thread of its choice, soon.
     *
     * @param work never throws
     * @param failed to be told, on any thread, if {@code work} cannot be run; an exception says the
     *     same. Neither counts after {@code work} has begun
     */
    void launch(Runnable work, Consumer<Throwable> failed);

    /**
     * Frees the threads. Called once, when no more work will be launched.
     *
     * @return completes when they are freed
     */
    Future<Void> close();
  }
}
