package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallTest {
  private static final long PERIOD = 1000;

  private final Stall stall = new Stall(PERIOD, 0);

  @Test
  void theNextStackIsDueOnePeriodAfterTheLast() {
    assertThat(stall.isStackDue(0)).isTrue();

    stall.add(stack(10));

    assertThat(stall.isStackDue(PERIOD)).isFalse();
    assertThat(stall.untilNextStack(PERIOD)).isEqualTo(10);
  }

  @Test
  void aLongStallHasFewStacksSpreadEvenlyFromItsStartToItsEnd() {
    long now = 0;
    while (now < 100_000 * PERIOD) {
      stall.add(stack(now));
      now += stall.untilNextStack(now);
    }

    List<Long> at = stall.stacks().stream().map(StackSample::at).toList();
    assertThat(at).hasSizeBetween(Stall.MOST / 2, Stall.MOST).startsWith(0L);
    long gap = at.get(1);
    for (int i = 1; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(i - 1)).isEqualTo(gap);
    }
    assertThat(now - at.getLast()).isLessThanOrEqualTo(gap);
  }

  @Test
  void onSlowingDownEveryOtherStackIsDroppedAndTheNextIsDueTwoPeriodsLater() {
    List.of(0L, PERIOD, 2 * PERIOD).forEach(at -> stall.add(stack(at)));

    stall.slowDown(3 * PERIOD);

    assertThat(stall.stacks()).extracting(StackSample::at).containsExactly(0L, 2 * PERIOD);
    assertThat(stall.untilNextStack(3 * PERIOD)).isEqualTo(2 * PERIOD);
  }

  private static StackSample stack(long at) {
    return new StackSample(at, 0, List.of(), false, false);
  }
}
