package dev.interleave.scenario;

import dev.interleave.work.Argument;
import dev.interleave.work.Arguments;
import dev.interleave.work.BlockingJob;
import java.util.List;

/** Work as it stands in a scenario: of the same kind, with lines around it. */
record Task(BlockingJob work, Runnable onStart, Body body) implements BlockingJob {
  @Override
  public String kind() {
    return work.kind();
  }

  @Override
  public String description() {
    return work.description();
  }

  @Override
  public List<Argument<?>> arguments() {
    return work.arguments();
  }

  @Override
  public Object run(Arguments arguments) throws Exception {
    onStart.run();
    return body.run(() -> work.run(arguments));
  }
}
