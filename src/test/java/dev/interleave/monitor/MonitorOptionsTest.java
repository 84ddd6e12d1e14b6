package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorOptionsTest {
  private final MonitorOptions options = MonitorOptions.DEFAULT;

  @Test
  void eachIsChangedAlone() {
    MonitorOptions changed =
        options
            .withBlockedAfter(Duration.ofMillis(100))
            .withInterval(Duration.ofMillis(10))
            .withReportsKept(7)
            .withBoundary(frame -> true)
            .withReportsPerSecond(5);

    assertThat(changed.interval()).hasMillis(10);
    assertThat(changed.blockedAfter()).hasMillis(100);
    assertThat(changed.reportsKept()).isEqualTo(7);
    assertThat(changed.boundary().test(null)).isTrue();
    assertThat(changed.reportsPerSecond()).isEqualTo(5);
    assertThat(options.interval()).hasMillis(2);
  }

  @Test
  void whatIsOutOfBoundsIsRefusedWithTheBounds() {
    assertThatThrownBy(() -> options.withInterval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval: PT0S; allowed: PT0.001S to PT1S");
    assertThatThrownBy(() -> options.withBlockedAfter(Duration.ZERO))
        .hasMessage("blockedAfter: PT0S; allowed: PT0.001S to PT1H");
    assertThatThrownBy(() -> options.withReportsKept(-1))
        .hasMessage("reportsKept: -1; allowed: 0 to 10000");
    assertThatThrownBy(() -> options.withReportsPerSecond(0))
        .hasMessage("reportsPerSecond: 0; allowed: 1 to 1000000");
  }
}
