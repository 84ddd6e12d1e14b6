package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class Independent implements Scenario {
  private static final String GOES_ON = "the caller goes on";

  @Override
  public String name() {
    return "independent";
  }

  @Override
  public String title() {
    return "Nobody has to wait for the call: the caller goes on while it runs.";
  }

  @Override
  public String claim() {
    return "We do not have to directly await the coroutine for the blocking function executed in a"
        + " new thread so that it can be scheduled for independent execution.";
  }

  @Override
  public List<String> expect() {
    return List.of(Seed.RUNNING, GOES_ON, Seed.DONE);
  }

  @Override
  public Future<?> play(Stage stage) {
    Stage.BlockingCall call = stage.call(Seed.SLEEP, Seed.seconds(stage), Seed.task(stage));
    Future<Void> caller = call.begun().compose(v -> stage.printOnLoop(GOES_ON));
    return call.returned().compose(job -> caller);
  }
}
