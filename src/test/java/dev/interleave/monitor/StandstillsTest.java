package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillsTest {
  private final Standstills standstills = new Standstills(0);

  @Test
  void aTimeInWhichNoThreadRanAlthoughOneWasDueIsAStandstill() {
    standstills.seen(millis(2), millis(2));
    standstills.seen(millis(4), millis(404));
    standstills.runs(millis(404) + 1);

    assertThat(standstills.all().length()).isEqualTo(millis(400));
    assertThat(standstills.endedWithin(millis(1), millis(404) + 2)).isTrue();
    assertThat(standstills.endedWithin(millis(1), millis(410))).isFalse();
  }

  @Test
  void whoeverRunsFirstTheStandstillBeganWhenAThreadWasDueThatRanLater() {
    standstills.seen(millis(2), millis(2));
    standstills.runs(millis(403));
    standstills.seen(millis(402), millis(404));
    assertThat(standstills.all().length()).isZero();

    standstills.seen(millis(4), millis(405));

    assertThat(standstills.all().length()).isEqualTo(millis(399));
  }

  @Test
  void aThreadThatIsToldOfLateAlthoughItRanInTimeProvesNone() {
    standstills.runs(millis(400));
    standstills.seen(millis(2), millis(2));

    assertThat(standstills.all().length()).isZero();
  }

  @Test
  void theLastOfThemAreKept() {
    for (long i = 1; i <= 1000; i++) {
      standstills.seen(millis(100 * i), millis(100 * i + 10));
    }

    assertThat(standstills.all().length()).isBetween(millis(2560), millis(3000));
  }

  @Test
  void aThreadThatIsLateWhileAnotherRunsProvesNone() {
    for (int i = 0; i < 100; i++) {
      standstills.seen(millis(i), millis(i));
    }
    standstills.seen(millis(10), millis(100));

    assertThat(standstills.all().length()).isZero();
  }

  @Test
  void aLittleWaitingForAProcessorIsNone() {
    standstills.seen(millis(1), millis(1));
    standstills.seen(millis(2), millis(6));

    assertThat(standstills.all().length()).isZero();
  }

  @Test
  void aTimeInWhichNoThreadWasDueIsNone() {
    standstills.seen(millis(500), millis(501));

    assertThat(standstills.all().length()).isZero();
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
