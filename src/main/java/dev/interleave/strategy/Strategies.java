package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import java.util.List;

/** The strategies that there are: a new one is a line here, and a file if its threads are new. */
public final class Strategies {
  /** In the order in which they are shown. */
  public static final List<Strategy> ALL =
      List.of(
          new Strategy(
              "event-loop",
              "The loop makes the call itself and stands still until it returns. Never do this.",
              1,
              new LoopItself()),
          new Strategy(
              "execute-blocking",
              "executeBlocking(call, false): a pool of worker threads, as many calls side by side"
                  + " as the pool has threads.",
              Threads.workerPool()),
          new Strategy(
              "execute-blocking-ordered",
              "executeBlocking(call): Vert.x's default, ordered; one call after the other, however"
                  + " many threads the pool has.",
              Threads.ordered()),
          new Strategy(
              "worker-verticle",
              "A message on the event bus to an idle instance of a worker verticle.",
              Threads.workerVerticle()),
          new Strategy(
              "virtual-thread",
              "A virtual thread of its own for each call: cheap to wait in, no help for computing.",
              new VirtualThreadContext()),
          new Strategy(
              "virtual-thread-verticle",
              "A handler of a verticle on virtual threads: one call after the other, because the"
                  + " handlers of a verticle never run side by side.",
              new VirtualThreadVerticle()));

  private Strategies() {}
}
