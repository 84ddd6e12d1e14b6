package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class Offloaded implements Scenario {
  @Override
  public String name() {
    return "offloaded";
  }

  @Override
  public String title() {
    return "The same call on another thread leaves the event loop free.";
  }

  @Override
  public String claim() {
    return "Running a blocking call in a new thread does not block the event loop, allowing other"
        + " coroutines to run while the blocking call is being executed.";
  }

  @Override
  public List<String> expect() {
    return Seed.interleaved();
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage.callBesideBackground(Seed.SLEEP, Seed.seconds(stage), Seed.lastTask(stage));
  }
}
