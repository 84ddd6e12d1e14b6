package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.monitor.BlockedReport.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private final Reports reports = new Reports(2);

  @Test
  void theLastAreKeptNewestFirst() {
    reports.tell(report(1, true));
    reports.tell(report(2, true));
    reports.tell(report(3, true));

    assertThat(reports.newestFirst()).containsExactly(report(3, true), report(2, true));
  }

  @Test
  void theEndOfABlockTakesThePlaceOfItsBeginning() {
    reports.tell(report(1, false));
    reports.tell(report(2, false));
    reports.tell(report(1, true));

    assertThat(reports.newestFirst()).containsExactly(report(2, false), report(1, true));
  }

  @Test
  void aListenerThatThrowsKeepsNobodyFromHearing() {
    List<BlockedReport> heard = new ArrayList<>();
    reports.addListener(report -> {
      throw new IllegalStateException("a listener's fault");
    });
    reports.addListener(heard::add);

    reports.tell(report(1, true));
    reports.tell(report(2, true));

    assertThat(heard).hasSize(2);
  }

  @Test
  void whatIsOnlyKeptIsNotTold() {
    List<BlockedReport> heard = new ArrayList<>();
    reports.addListener(heard::add);

    reports.keep(report(1, false));

    assertThat(heard).isEmpty();
    assertThat(reports.newestFirst()).containsExactly(report(1, false));
  }

  private static BlockedReport report(long number, boolean over) {
    return new BlockedReport(
        number,
        new Loop(1, "a loop", 1),
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ZERO,
        over,
        new Parts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        Duration.ZERO,
        Duration.ZERO,
        List.of());
  }
}
