package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTest {
  private final Allowed<Duration> pause =
      Allowed.duration(Duration.ofMillis(10), Duration.ofSeconds(5));

  @Test
  void bothBoundsAreAllowed() {
    assertThat(pause.parse("pause", "10ms")).isEqualTo(Duration.ofMillis(10));
    assertThat(pause.parse("pause", "5s")).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9ms", "5001ms", "soon", ""})
  void anythingElseIsRefusedWithNameValueAndBounds(String text) {
    assertThatThrownBy(() -> pause.parse("pause", text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "pause: '%s' is not allowed; allowed: a duration from 10ms to 5s, written as %s",
            text, Durations.NOTATION)
        .extracting("name", "value")
        .containsExactly("pause", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "1.0", "+5", "١", "9999999999999999999", "", "five"})
  void wholeNumbersAreHeldToTheirBoundsToo(String text) {
    assertThatThrownBy(() -> Allowed.integer(1, 10).parse("n", text))
        .hasMessageEndingWith("allowed: a whole number from 1 to 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "1", "yes", ""})
  void onlyTrueAndFalseAreBooleans(String text) {
    assertThatThrownBy(() -> Allowed.bool().parse("b", text))
        .hasMessageEndingWith("allowed: true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "a\nb", "a\u0000", "\ud83d"})
  void textIsHeldToItsLengthAndToCharactersThatCanBeShown(String text) {
    assertThatThrownBy(() -> Allowed.text(1, 10).parse("q", text))
        .hasMessageEndingWith("allowed: text of 1 to 10 characters without control characters");
    assertThat(Allowed.text(1, 10).allows(text)).isFalse();
  }

  @Test
  void textWithinItsLengthIsTakenAsItIs() {
    assertThat(Allowed.text(1, 10).parse("q", " ä & \ud83d\ude00=/ "))
        .isEqualTo(" ä & \ud83d\ude00=/ ");
    assertThat(Allowed.text(0, 10).parse("q", "")).isEmpty();
  }

  @Test
  void aChoiceIsBetweenItsOptions() {
    Allowed<String> size = Allowed.choice("small", "large");

    assertThat(size.parse("size", "large")).isEqualTo("large");
    assertThat(size.options()).containsExactly("small", "large");
    assertThatThrownBy(() -> size.parse("size", "Large"))
        .hasMessage("size: 'Large' is not allowed; allowed: one of small, large");
  }

  @Test
  void aChoiceHasDifferentWordsToChooseFrom() {
    for (String[] options :
        new String[][] {{}, {"a", "a"}, {"a", ""}, {"a\nb", "c"}, {"\ud83d", "c"}}) {
      assertThatThrownBy(() -> Allowed.choice(options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a choice is between different words");
    }
  }

  @Test
  void boundsAreToldAsTheyAreWritten() {
    assertThat(pause.min()).contains("10ms");
    assertThat(pause.max()).contains("5s");
    assertThat(Allowed.text(1, 10).max()).contains("10");
    assertThat(Allowed.choice("a", "b").max()).isEmpty();
  }

  @Test
  void aLongValueIsCutInTheMessage() {
    assertThatThrownBy(() -> pause.parse("pause", "x".repeat(5000)))
        .hasMessageContaining("x".repeat(80) + "…'")
        .message()
        .hasSizeLessThan(300);
  }
}
