package dev.interleave.scenario;

import io.vertx.core.Future;
import java.util.List;

final class ThreadDetails implements Scenario {
  @Override
  public String name() {
    return "thread-details";
  }

  @Override
  public String title() {
    return "The name and the daemon flag of the thread that makes the call.";
  }

  @Override
  public String claim() {
    return "The thread has a name indicating that it is associated with asyncio, e.g. asyncio_0, and"
        + " it is not a daemon thread.";
  }

  @Override
  public List<String> expect() {
    return List.of(Seed.RUNNING, "name=execute-blocking-0, daemon=false");
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage.call(Seed.SLEEP, Seed.seconds(stage), blockingTask(stage)).returned();
  }

  private static Body blockingTask(Stage stage) {
    return work -> {
      stage.print(Seed.RUNNING);
      Object result = work.call();
      Thread thread = Thread.currentThread();
      stage.print("name=%s, daemon=%s".formatted(thread.getName(), thread.isDaemon()));
      return result;
    };
  }
}
