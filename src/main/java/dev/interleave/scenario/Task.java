package dev.interleave.scenario;

import dev.interleave.work.Argument;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import java.util.List;

/**
 * The work of a scenario: a kind, with lines printed around it.
 *
 * @param onWork called on the thread of the call each time that the work begins, after the lines
 *     that the body says before
 */
record Task(Kind work, Runnable onWork, Body body) implements Kind {
  @Override
  public String name() {
    return work.name();
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
    return body.run(() -> {
      onWork.run();
      return work.run(arguments);
    });
  }
}
