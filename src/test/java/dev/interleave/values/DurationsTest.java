package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "2s, PT2S",
    "1m, PT1M",
    "1h, PT1H",
    "PT2S, PT2S",
    "P1D, PT24H",
    "2, PT2S",
    "0.5, PT0.5S",
    "1.5s, PT1.5S",
    "0.25ms, PT0.00025S",
    "0, PT0S",
    "0.0000000019, PT0S"
  })
  void whatPeopleWriteIsUnderstood(String text, Duration duration) {
    assertThat(Durations.parse(text).orElse(Duration.ZERO)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2 s",
        "-1s",
        "+1",
        "1e3",
        "NaN",
        "Infinity",
        "2S",
        "two",
        "s",
        "1.s",
        ".5s",
        "99999999999999999999s",
        "PT",
        "PT-2S",
        "-PT2S",
        "PT2",
        "1s2ms",
        "٣s",
        "2s\n",
        "0x10"
      })
  void whatIsNoDurationIsNotGuessedAt(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0s", "1ms", "500ms", "1500ms", "2s", "59s", "1m", "61s", "2m", "60m", "0.25ms", "10.5s"
      })
  void whatIsPrintedCanBeReadAgain(String text) {
    assertThat(Durations.parse(text).map(Durations::print)).contains(text);
  }

  @Test
  void theLongestThatCanBeWrittenDoesNotOverflow() {
    assertThat(Durations.parse("999999999h"))
        .isPresent()
        .get()
        .satisfies(d -> {
          assertThat(d).isPositive();
        });
  }
}
