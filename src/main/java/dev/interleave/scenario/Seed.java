package dev.interleave.scenario;

import dev.interleave.values.Durations;
import dev.interleave.work.Kind;
import dev.interleave.work.Sleep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The words and the blocking function that the article's programs share. */
final class Seed {
  static final String RUNNING = "task is running";
  static final String DONE = "task is done";
  static final String BACKGROUND = ">background task running";

  /** The article's blocking function sleeps. */
  static final Kind SLEEP = new Sleep();

  private Seed() {}

  /** {@code time.sleep(2)}. */
  static Map<String, String> seconds(Stage stage) {
    return Map.of(Sleep.DURATION.name(), Durations.print(stage.parameters().block()));
  }

  /** Prints that it is running, works, and prints that it is done. */
  static Body task(Stage stage) {
    return task(stage, stage::print);
  }

  /** The same, and the program is over when it is done. */
  static Body lastTask(Stage stage) {
    return task(stage, stage::printLast);
  }

  /** Repeats work that has no duration of its own until the time is up. */
  static Body repeatedly(Stage stage, Body body) {
    return work -> body.run(() -> repeat(work, stage.parameters().block()));
  }

  /** The lines of a call beside a free loop. */
  static List<String> interleaved() {
    return List.of(RUNNING, BACKGROUND, BACKGROUND, BACKGROUND, BACKGROUND, DONE);
  }

  private static Body task(Stage stage, Consumer<String> printEnd) {
    return work -> {
      stage.print(RUNNING);
      Object result = work.call();
      printEnd.accept(DONE);
      return result;
    };
  }

  private static Object repeat(Callable<Object> work, Duration duration) throws Exception {
    long start = System.nanoTime();
    Object last;
    do {
      last = work.call();
    } while (System.nanoTime() - start < duration.toNanos());
    return last;
  }
}
