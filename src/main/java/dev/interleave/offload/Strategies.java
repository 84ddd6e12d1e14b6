package dev.interleave.offload;

import java.util.List;

/** The strategies that there are: a new one is a file of its own and a line here. */
public final class Strategies {
  /** In the order in which they are shown. */
  public static final List<Strategy> ALL =
      List.of(
          new EventLoop(),
          new ExecuteBlocking(),
          new ExecuteBlockingOrdered(),
          new WorkerVerticle(),
          new VirtualThread());

  private Strategies() {}
}
