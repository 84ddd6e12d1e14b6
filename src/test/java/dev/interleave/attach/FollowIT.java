package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application whose Vert.x come and go. */
class FollowIT {
  private static final int ROUNDS = 200;

  @Test
  void everyVertxIsWatchedFromItsStartToItsEnd() throws Exception {
    try (Application application = Application.attached()) {
      application.ask("/hello");
      awaitNumbers(application, List.of(1));

      application.ask("/another");
      awaitNumbers(application, List.of(1, 2));
      awaitLoops(application, 1, 2);

      application.ask("/less");
      awaitNumbers(application, List.of(1));

      application.ask("/another");
      awaitNumbers(application, List.of(1, 3));
      awaitLoops(application, 1, 2);
    }
  }

  @Test
  void nothingIsLeftOfThoseThatAreClosed() throws Exception {
    try (Application application = Application.attached()) {
      application.ask("/rounds?ms=20");
      awaitNumbers(application, List.of(1));
      awaitWatchers(application);
      long before = application.process().liveBytes();

      application.ask("/rounds?ms=" + ROUNDS);
      awaitNumbers(application, List.of(1));
      awaitWatchers(application);

      // What a Vert.x that is watched holds is some hundred kilobytes of histograms.
      long each = (application.process().liveBytes() - before) / ROUNDS;
      assertThat(each).isLessThan(2_000);
    }
  }

  private static void awaitWatchers(Application application) throws Exception {
    Application.await(() -> application.ask("/threads"), "2"::equals);
  }

  private static void awaitNumbers(Application application, List<Integer> numbers)
      throws Exception {
    Application.await(
        () ->
            Application.objects(application.json("/loops").getJsonArray("vertx"))
                .map(vertx -> vertx.getInteger("number"))
                .toList(),
        numbers::equals);
  }

  private static void awaitLoops(Application application, int at, int loops) throws Exception {
    Application.await(
        () -> application.json("/loops").getJsonArray("vertx").getJsonObject(at),
        (JsonObject vertx) -> vertx.getJsonArray("loops").size() == loops);
  }
}
