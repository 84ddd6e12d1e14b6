package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopSamplerTest {
  @ParameterizedTest
  @CsvSource({"2000, 2000", "1950, 1950", "1700, 1700", "1590, 1600", "1300, 1600", "1090, 1090"})
  void aLoopThatWaitsForMillisecondsIsAskedForOneMoreRatherThanLetSpin(long left, long asked) {
    assertThat(LoopSampler.withoutSpinning(TimeUnit.MICROSECONDS.toNanos(left)))
        .isEqualTo(TimeUnit.MICROSECONDS.toNanos(asked));
  }
}
