package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class WithArguments implements Scenario {
  @Override
  public String name() {
    return "arguments";
  }

  @Override
  public String title() {
    return "Arguments go along with the call: the lambda carries them.";
  }

  @Override
  public String claim() {
    return "The arguments are provided to asyncio.to_thread() directly, not in a tuple or dict.";
  }

  @Override
  public List<String> expect() {
    return List.of("task is running with 100 and TEST", Seed.DONE);
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage.call(Seed.SLEEP, Seed.seconds(stage), blockingTask(stage, 100, "TEST")).returned();
  }

  private static Body blockingTask(Stage stage, int value1, String value2) {
    return work -> {
      stage.print("task is running with %d and %s".formatted(value1, value2));
      Object result = work.call();
      stage.print(Seed.DONE);
      return result;
    };
  }
}
