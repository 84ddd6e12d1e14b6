package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.OnAQuietMachine;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A known stall comes back as that stall. */
@Tag("timing")
class AttachStallsIT {
  @Test
  void aStallIsReportedToTwoMillisecondsOrTwoPercent() throws Exception {
    try (Application application = Application.attached()) {
      application.ask("/block?ms=100");
      for (int ms : new int[] {5, 10, 20, 50, 100, 200, 500}) {
        OnAQuietMachine.check(() -> check(application, ms));
      }
    }
  }

  private static void check(Application application, int ms) throws Exception {
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
        .isCloseTo(blocked, within(Math.max(2, blocked * 0.02)));
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
