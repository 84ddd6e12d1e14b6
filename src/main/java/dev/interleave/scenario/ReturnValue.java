package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class ReturnValue implements Scenario {
  private static final int VALUE = 100;

  @Override
  public String name() {
    return "return-value";
  }

  @Override
  public String title() {
    return "What the call returns comes back through the future.";
  }

  @Override
  public String claim() {
    return "The main coroutine resumes. It retrieves the return value and reports it directly.";
  }

  @Override
  public List<String> expect() {
    return List.of(Seed.RUNNING, Seed.DONE, "Got: " + VALUE);
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage
        .call(Seed.SLEEP, Seed.seconds(stage), blockingTask(stage))
        .returned()
        .compose(job -> stage.printOnLoop("Got: " + job.answer().result().orElseThrow()));
  }

  private static Body blockingTask(Stage stage) {
    Body task = Seed.task(stage);
    return work -> {
      task.run(work);
      return VALUE;
    };
  }
}
