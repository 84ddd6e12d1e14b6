package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.OnAQuietMachine;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A known stall comes back as that stall. */
@Tag("timing")
class AttachStallsIT {
  private static final int WARM_UP = 3000;

  @Test
  void aStallIsReportedToTwoMillisecondsOrTwoPercent() throws Exception {
    try (Application application = Application.attached()) {
      // Until its code is compiled, the application itself holds its loop up for milliseconds.
      for (int i = 0; i < WARM_UP; i++) {
        application.ask("/block?ms=0");
      }
      for (int ms : new int[] {5, 10, 20, 50, 100, 200, 500}) {
        OnAQuietMachine.check(standstill -> check(application, ms, standstill));
      }
    }
  }

  private static void check(Application application, int ms, LongSupplier standstillMs)
      throws Exception {
    long newest = newest(application);
    double blocked = Long.parseLong(application.ask("/block?ms=" + ms)) / 1e6;

    JsonObject report =
        Application.await(
                () -> application.all("/loops", "blocked"),
                blocks -> blocks.stream().anyMatch(block -> isOfIt(block, newest)))
            .stream()
            .filter(block -> isOfIt(block, newest))
            .findFirst()
            .orElseThrow();
    assertThat(report.getDouble("lengthMs"))
        .isCloseTo(blocked, within(Math.max(2.0 + standstillMs.getAsLong(), blocked * 0.02)));
  }

  private static boolean isOfIt(JsonObject block, long newest) {
    return block.getLong("number") > newest
        && block.getBoolean("over")
        && String.valueOf(block.getString("where")).contains("Mistakes.blockTheLoop");
  }

  private static long newest(Application application) throws Exception {
    return application.all("/loops", "blocked").stream()
        .map(block -> block.getLong("number"))
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }
}
