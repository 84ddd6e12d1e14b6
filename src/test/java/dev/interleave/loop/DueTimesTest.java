package dev.interleave.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTimesTest {
  private final DueTimes dueTimes = new DueTimes(1000, 500);

  @Test
  void aBeatOnTimeIsNotLateAndMissesNothing() {
    assertThat(dueTimes.beat(1000)).isEqualTo(new DueTimes.Beat(0, 0));
    assertThat(dueTimes.until(1000)).isEqualTo(500);
  }

  @Test
  void aLateBeatDoesNotMoveTheGrid() {
    assertThat(dueTimes.beat(1120)).isEqualTo(new DueTimes.Beat(120, 0));
    assertThat(dueTimes.until(1120)).isEqualTo(380);
  }

  @Test
  void aBlockIsOneLateBeatAndTheDueTimesThatItSwallowed() {
    dueTimes.beat(1000);

    assertThat(dueTimes.beat(4200)).isEqualTo(new DueTimes.Beat(2700, 5));
    assertThat(dueTimes.until(4200)).isEqualTo(300);
  }

  @Test
  void everyDueTimeIsEitherBeatenOrMissed() {
    long beats = 0;
    long missed = 0;
    long[] stalls = {0, 499, 500, 501, 999, 1000, 12_345};
    long now = 1000;
    for (long stall : stalls) {
      now += dueTimes.until(now) + stall;
      DueTimes.Beat beat = dueTimes.beat(now);
      beats++;
      missed += beat.missed();
    }

    long nextDue = now + dueTimes.until(now);
    assertThat(beats + missed).isEqualTo((nextDue - 1000) / 500);
  }
}
