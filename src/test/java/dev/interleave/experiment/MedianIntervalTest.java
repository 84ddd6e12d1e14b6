package dev.interleave.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {
  private static final int EXPERIMENTS = 4000;

  @ParameterizedTest
  @CsvSource({
    // All 252 orders of ten values are equally probable, and in two of them five come first.
    "5, 1, 0.0079365",
    "7, 1, 0.0005828",
    "7, 2, 0.0291375",
    "10, 3, 0.0230142",
  })
  void theChanceThatIntervalsPartIsExact(int values, int trimming, double chance) {
    assertThat(MedianInterval.chance(values, trimming)).isCloseTo(chance, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 0",
    "4, 1, 1",
    "5, 1, 1",
    "7, 1, 2",
    "7, 15, 1",
    "5, 10, 0",
    "10, 15, 2",
    "20, 1, 7",
  })
  void asManyAreLeftOutAsTheNumberOfPairsAllows(int values, int pairs, int trimming) {
    assertThat(MedianInterval.trimming(values, pairs)).isEqualTo(trimming);
  }

  @Test
  void theContractSaysHowManyRunsADifferenceNeeds() {
    assertThat(MedianInterval.needed(1)).isEqualTo(4);
    assertThat(MedianInterval.needed(15)).isEqualTo(6);
  }

  @Test
  void anIntervalOfAPairLeavesOutTheLeastAndTheGreatestOfSeven() {
    Spread spread = Spread.of(millis(9, 3, 4, 90, 5, 6, 8), 1);

    assertThat(spread.median()).hasMillis(6);
    assertThat(spread.interval())
        .contains(new MedianInterval(Duration.ofMillis(4), Duration.ofMillis(9)));
  }

  @Test
  void intervalsThatTouchDoNotDiffer() {
    Spread low = Spread.of(millis(1, 2, 3, 4, 5, 6, 7), 15);

    assertThat(low.differsFrom(Spread.of(millis(7, 8, 9, 10, 11, 12, 13), 15))).isFalse();
    assertThat(low.differsFrom(Spread.of(millis(8, 9, 10, 11, 12, 13, 14), 15))).isTrue();
  }

  @Test
  void fewRunsDifferFromNothing() {
    assertThat(Spread.of(millis(1, 1, 1), 1).differsFrom(Spread.of(millis(9, 9, 9), 1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2, 7", "3, 5", "6, 7", "6, 10", "12, 20"})
  void withoutADifferenceOneIsCalledInAtMostFiveOfAHundredExperiments(int strategies, int runs) {
    // Whatever the noise is like, also if it has a heavy tail, or is the same for a whole round.
    assertFewCalls(strategies, runs, Random::nextGaussian);
    assertFewCalls(strategies, runs, random -> 1 / (0.01 + random.nextDouble()));
  }

  private static void assertFewCalls(int strategies, int runs, ToDoubleFunction<Random> noise) {
    Random random = new Random(7);
    for (double ofTheRound : new double[] {0, 1}) {
      long called =
          IntStream.range(0, EXPERIMENTS)
              .filter(each -> {
                double[] rounds =
                    IntStream.range(0, runs)
                        .mapToDouble(round -> ofTheRound * noise.applyAsDouble(random))
                        .toArray();
                List<Spread> spreads =
                    IntStream.range(0, strategies)
                        .mapToObj(strategy -> spread(rounds, strategies, random, noise))
                        .toList();
                return spreads.stream()
                    .anyMatch(one -> spreads.stream().anyMatch(one::differsFrom));
              })
              .count();
      // Three standard deviations of the count are left for chance.
      assertThat(called / (double) EXPERIMENTS)
          .isLessThan(0.05 + 3 * Math.sqrt(0.05 / EXPERIMENTS));
    }
  }

  private static Spread spread(
      double[] rounds, int strategies, Random random, ToDoubleFunction<Random> noise) {
    List<Duration> values =
        IntStream.range(0, rounds.length)
            .mapToDouble(round -> rounds[round] + noise.applyAsDouble(random))
            .mapToObj(value -> Duration.ofNanos(Math.round(value * 1e6)))
            .toList();
    return Spread.of(values, strategies * (strategies - 1) / 2);
  }

  private static List<Duration> millis(int... values) {
    return IntStream.of(values).mapToObj(Duration::ofMillis).toList();
  }
}
