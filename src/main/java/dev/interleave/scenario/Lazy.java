package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

final class Lazy implements Scenario {
  private static final String PREPARED = "the call is prepared";
  private static final String SCHEDULED = "the call is scheduled";

  @Override
  public String name() {
    return "lazy";
  }

  @Override
  public String title() {
    return "A prepared call does nothing until somebody schedules it.";
  }

  @Override
  public String claim() {
    return "The blocking function will not be executed in a new thread until it is awaited or"
        + " executed independently.";
  }

  @Override
  public List<String> expect() {
    return List.of(
        PREPARED, Seed.BACKGROUND, "…", SCHEDULED, Seed.RUNNING, Seed.BACKGROUND, "…", Seed.DONE);
  }

  /** A coroutine is lazy; a Vert.x future is not, but a supplier of one is. */
  @Override
  public Future<?> play(Stage stage) {
    Supplier<Stage.BlockingCall> prepared =
        () -> stage.call(Seed.SLEEP, Seed.seconds(stage), Seed.lastTask(stage));
    return stage
        .printOnLoop(PREPARED)
        .compose(v -> stage.startBackground())
        .compose(v -> stage.pause(stage.parameters().block()))
        .compose(v -> stage.printOnLoop(SCHEDULED))
        .compose(v -> prepared.get().returned());
  }
}
