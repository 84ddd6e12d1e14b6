package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final List<String> NAMES = List.of("sleep", "cpu", "file");

  @ParameterizedTest
  @ValueSource(strings = {"SLEEP", "Sleep", "slep", "sleeep", "sleap", "leep", "sleeps"})
  void caseAndOneLetterMakeNoOtherName(String given) {
    assertThat(Nearest.of(given, NAMES)).contains("sleep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "slp", "nap", "peels", "sleepers", "slepe"})
  void moreThanThatIsAnotherName(String given) {
    assertThat(Nearest.of(given, NAMES)).isEmpty();
  }

  @Test
  void noNameIsNearOneLetter() {
    assertThat(Nearest.of("a", List.of("b"))).isEmpty();
  }
}
