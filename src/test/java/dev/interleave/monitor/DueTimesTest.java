package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTimesTest {
  private final DueTimes dueTimes = new DueTimes(1000, 500);

  @Test
  void whatIsDoneOnTimeIsNotLateAndMissesNothing() {
    assertThat(dueTimes.done(1000)).isEqualTo(new DueTimes.Done(0, 0));
    assertThat(dueTimes.until(1000)).isEqualTo(500);
  }

  @Test
  void beingLateDoesNotMoveTheGrid() {
    assertThat(dueTimes.done(1120)).isEqualTo(new DueTimes.Done(120, 0));
    assertThat(dueTimes.until(1120)).isEqualTo(380);
  }

  @Test
  void aBlockMakesOneDueTimeLateAndSwallowsTheOthers() {
    dueTimes.done(1000);

    assertThat(dueTimes.done(4200)).isEqualTo(new DueTimes.Done(2700, 5));
    assertThat(dueTimes.until(4200)).isEqualTo(300);
  }

  @Test
  void everyDueTimeIsEitherDoneOrMissed() {
    long done = 0;
    long missed = 0;
    long[] stalls = {0, 499, 500, 501, 999, 1000, 12_345};
    long now = 1000;
    for (long stall : stalls) {
      now += dueTimes.until(now) + stall;
      missed += dueTimes.done(now).missed();
      done++;
    }

    long nextDue = now + dueTimes.until(now);
    assertThat(done + missed).isEqualTo((nextDue - 1000) / 500);
  }
}
