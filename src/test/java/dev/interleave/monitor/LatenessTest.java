package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final long INTERVAL = Duration.ofMillis(10).toNanos();

  private final DueTimes dueTimes = new DueTimes(0, INTERVAL);
  private final LatenessRecorder recorder = new LatenessRecorder(INTERVAL);
  private final LatenessSum sum = new LatenessSum();

  @Test
  void aStallOfFiftyMillisecondsIsFiftyFortyThirtyTwentyAndTenWhenCorrected() {
    sample(Duration.ofMillis(50));

    Lateness lateness = read();

    assertThat(lateness.samples()).isEqualTo(1);
    assertThat(lateness.missed()).isEqualTo(5);
    assertThat(millis(lateness.raw().p50())).isEqualTo(50);
    assertThat(millis(lateness.corrected().max())).isEqualTo(50);
    assertThat(lateness.corrected().count()).isEqualTo(6);
    assertThat(millis(lateness.corrected().p50())).isEqualTo(20);
    assertThat(millis(lateness.corrected().p90())).isEqualTo(50);
  }

  @Test
  void samplesInTimeAreTheSameRawAndCorrected() {
    for (int i = 0; i < 100; i++) {
      sample(Duration.ofMillis(10L * i).plusNanos(200_000));
    }

    Lateness lateness = read();

    assertThat(lateness.missed()).isZero();
    assertThat(lateness.corrected()).isEqualTo(lateness.raw());
  }

  @Test
  void aStallHidesFromRawPercentilesAndNotFromCorrectedOnes() {
    for (int i = 0; i < 1000; i++) {
      sample(Duration.ofMillis(10L * i));
    }
    sample(Duration.ofSeconds(12));

    Lateness lateness = read();

    assertThat(lateness.raw().p99()).isLessThan(1_000);
    assertThat(millis(lateness.corrected().p90())).isGreaterThan(500);
  }

  @Test
  void aSumThatIsClearedHasWhatCameSince() {
    sample(Duration.ofMillis(70));
    Lateness first = read();
    sum.clear();
    sample(Duration.ofMillis(95));
    Lateness second = read();

    assertThat(second.samples()).isEqualTo(1);
    assertThat(second.missed()).isEqualTo(1);
    assertThat(millis(second.raw().max())).isEqualTo(15);
    assertThat(millis(first.raw().max())).isEqualTo(70);
  }

  @Test
  void twoTogetherHaveTheValuesOfBoth() {
    sample(Duration.ofMillis(70));
    recorder.addCost(300);
    Lateness first = read();
    sum.clear();
    sample(Duration.ofMillis(95));
    recorder.addCost(40);

    Lateness both = first.plus(read());

    assertThat(both.samples()).isEqualTo(2);
    assertThat(both.missed()).isEqualTo(8);
    assertThat(millis(both.corrected().max())).isEqualTo(70);
    assertThat(both.costNanos()).isEqualTo(340);
    assertThat(first.samples()).isEqualTo(1);
  }

  @Test
  void anHourIsTheMostThatIsToldApart() {
    assertThat(LatenessRecorder.recordable(Duration.ofDays(2).toNanos()))
        .isEqualTo(Duration.ofHours(1).toNanos());
  }

  private void sample(Duration now) {
    recorder.record(dueTimes.done(now.toNanos()));
  }

  private Lateness read() {
    recorder.moveTo(List.of(sum));
    return sum.lateness();
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
