package dev.interleave.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.loop.Tick;
import dev.interleave.monitor.Loop;
import dev.interleave.timeline.TimelineEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTextTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long START = Duration.ofHours(1).toNanos();

  private final TimelineText text = new TimelineText(START);

  @Test
  void secondsAreCountedFromTheStartAlsoWhenTheWallClockIsSetBackADay() {
    assertThat(line(NOON, 1500)).startsWith("    1.500s  a-loop ");
    assertThat(line(NOON.minus(Duration.ofDays(1)), 2000)).startsWith("    2.000s  a-loop ");
  }

  private String line(Instant wall, long millis) {
    long nanos = START + Duration.ofMillis(millis).toNanos();
    Tick tick = new Tick(1, wall, nanos, 0, 0, new Loop(1, "a-loop", 1));
    return text.encode(1, new TimelineEvent.Ticked(tick)).toString();
  }
}
