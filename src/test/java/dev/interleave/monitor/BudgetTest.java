package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final int PER_SECOND = 10;
  private static final int BURST = (int) (PER_SECOND * Budget.BURST / 1_000_000_000);
  private static final long BLOCKED_AFTER = Duration.ofMillis(3).toNanos();
  private static final long NOW = 1_000;

  private final Budget budget = new Budget(PER_SECOND, BLOCKED_AFTER, NOW);

  @Test
  void shortBlocksLeaveMostOfItToLongerOnes() {
    int used = 0;
    while (budget.allows(BLOCKED_AFTER, NOW)) {
      budget.use(NOW);
      used++;
    }

    assertThat(used).isBetween(BURST / 5, BURST / 2);
    assertThat(budget.allows(3 * BLOCKED_AFTER, NOW)).isTrue();
  }

  @Test
  void theLessIsLeftTheLongerABlockMustBe() {
    use(BURST * 9 / 10);

    assertThat(budget.allows(9 * BLOCKED_AFTER, NOW)).isFalse();
    assertThat(budget.allows(11 * BLOCKED_AFTER, NOW)).isTrue();
  }

  @Test
  void aVeryLongBlockIsAllowedWhenNothingIsLeft() {
    use(2 * BURST);

    assertThat(budget.allows(Budget.VERY_LONG - 1, NOW)).isFalse();
    assertThat(budget.allows(Budget.VERY_LONG, NOW)).isTrue();
    assertThat(budget.isWorthIt(Budget.VERY_LONG, NOW)).isFalse();
  }

  @Test
  void allOfItIsThereAgainAfterAWhileHoweverMuchWasUsed() {
    use(100 * BURST);

    assertThat(budget.allows(BLOCKED_AFTER, NOW + Budget.BURST)).isTrue();
  }

  @Test
  void overALongTimeItIsUsedSoOftenAndNoMore() {
    int seconds = 600;
    int used = 0;
    for (long now = NOW; now < NOW + seconds * 1_000_000_000L; now += BLOCKED_AFTER) {
      if (budget.allows(BLOCKED_AFTER, now)) {
        budget.use(now);
        used++;
      }
    }

    assertThat(used).isBetween(seconds * PER_SECOND, seconds * PER_SECOND + BURST);
  }

  private void use(int times) {
    for (int i = 0; i < times; i++) {
      budget.use(NOW);
    }
  }
}
