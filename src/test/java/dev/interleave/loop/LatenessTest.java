package dev.interleave.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final long INTERVAL = Duration.ofMillis(10).toNanos();

  private final DueTimes dueTimes = new DueTimes(0, INTERVAL);
  private final LatenessRecorder recorder = new LatenessRecorder(INTERVAL);

  @Test
  void aStallOfFiftyMillisecondsIsFiftyFortyThirtyTwentyAndTenWhenCorrected() {
    beat(Duration.ofMillis(50));

    Lateness lateness = read();

    assertThat(lateness.beats()).isEqualTo(1);
    assertThat(lateness.missed()).isEqualTo(5);
    assertThat(millis(lateness.raw().p50())).isEqualTo(50);
    assertThat(millis(lateness.corrected().max())).isEqualTo(50);
    assertThat(lateness.corrected().count()).isEqualTo(6);
    assertThat(millis(lateness.corrected().p50())).isEqualTo(20);
    assertThat(millis(lateness.corrected().p90())).isEqualTo(50);
  }

  @Test
  void beatsInTimeAreTheSameRawAndCorrected() {
    for (int i = 0; i < 100; i++) {
      beat(Duration.ofMillis(10L * i).plusNanos(200_000));
    }

    Lateness lateness = read();

    assertThat(lateness.missed()).isZero();
    assertThat(lateness.corrected()).isEqualTo(lateness.raw());
  }

  @Test
  void aStallHidesFromRawPercentilesAndNotFromCorrectedOnes() {
    for (int i = 0; i < 1000; i++) {
      beat(Duration.ofMillis(10L * i));
    }
    beat(Duration.ofSeconds(12));

    Lateness lateness = read();

    assertThat(lateness.raw().p99()).isLessThan(1_000);
    assertThat(millis(lateness.corrected().p90())).isGreaterThan(500);
  }

  @Test
  void whatCameSinceACopyIsWhatWasAddedToIt() {
    beat(Duration.ofMillis(70));
    Lateness all = read();
    Lateness then = all.copy();
    beat(Duration.ofMillis(95));
    recorder.moveTo(all);

    Lateness since = all.since(then);

    assertThat(since.beats()).isEqualTo(1);
    assertThat(since.missed()).isEqualTo(1);
    assertThat(millis(since.raw().max())).isEqualTo(15);
    assertThat(millis(all.raw().max())).isEqualTo(70);
  }

  @Test
  void anHourIsTheMostThatIsToldApart() {
    assertThat(Lateness.recordable(Duration.ofDays(2).toNanos()))
        .isEqualTo(Duration.ofHours(1).toNanos());
  }

  private void beat(Duration now) {
    recorder.record(dueTimes.beat(now.toNanos()));
  }

  private Lateness read() {
    Lateness lateness = new Lateness();
    recorder.moveTo(lateness);
    return lateness;
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
