package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final double SHARE = 0.01;
  private static final long BLOCKED_AFTER = millis(3);

  private final Budget budget = new Budget(SHARE, BLOCKED_AFTER, 0);

  @Test
  void aBurstIsAllowedAtFirst() {
    assertThat(budget.allows(BLOCKED_AFTER)).isTrue();

    budget.settle(0, Budget.BURST / 2);

    assertThat(budget.allows(BLOCKED_AFTER)).isTrue();
  }

  @Test
  void shortBlocksLeaveHalfOfItForLongerOnes() {
    budget.settle(0, Budget.BURST / 2 + 1);

    assertThat(budget.allows(BLOCKED_AFTER)).isFalse();
    assertThat(budget.allows(3 * BLOCKED_AFTER)).isTrue();
  }

  @Test
  void theLessIsLeftTheLongerABlockMustBe() {
    budget.settle(0, Budget.BURST * 9 / 10 + 1);

    assertThat(budget.allows(9 * BLOCKED_AFTER)).isFalse();
    assertThat(budget.allows(11 * BLOCKED_AFTER)).isTrue();
  }

  @Test
  void nothingIsAllowedOfWhatIsOverdrawn() {
    budget.settle(0, Budget.BURST + 1);

    assertThat(budget.allows(Duration.ofHours(1).toNanos())).isFalse();
  }

  @Test
  void overALongTimeItIsTheShareAndNoMore() {
    long used = 0;
    long now = 0;
    for (; now < Duration.ofMinutes(10).toNanos(); now += BLOCKED_AFTER) {
      long cost = budget.allows(BLOCKED_AFTER) ? millis(1) : 0;
      used += cost;
      budget.settle(now, cost);
    }

    assertThat((double) used).isBetween(SHARE * now, SHARE * now + Budget.BURST);
  }

  @Test
  void whatIsNotUsedIsSavedForOneBurstAlone() {
    budget.settle(Duration.ofHours(1).toNanos(), 0);
    budget.settle(Duration.ofHours(1).toNanos(), Budget.BURST + 1);

    assertThat(budget.allows(Duration.ofHours(1).toNanos())).isFalse();
  }

  @Test
  void allOfAProcessorIsNoBound() {
    Budget unbounded = new Budget(1, BLOCKED_AFTER, 0);

    unbounded.settle(0, 10 * Budget.BURST);

    assertThat(unbounded.allows(BLOCKED_AFTER)).isTrue();
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
