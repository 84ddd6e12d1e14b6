package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class Blocking implements Scenario {
  @Override
  public String name() {
    return "blocking";
  }

  @Override
  public String title() {
    return "A blocking call on the event loop stops everything else on it.";
  }

  @Override
  public String claim() {
    return "A blocking function call in a coroutine or task will not suspend and will block the"
        + " entire event loop.";
  }

  @Override
  public List<String> expect() {
    return List.of(Seed.RUNNING, Seed.DONE, Seed.BACKGROUND);
  }

  @Override
  public String strategy() {
    return "event-loop";
  }

  @Override
  public boolean choosesStrategy() {
    return false;
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage
        .callBesideBackground(Seed.SLEEP, Seed.seconds(stage), Seed.task(stage))
        .compose(job -> stage.firstTick());
  }
}
