package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidValueExceptionTest {
  private static final String JUST_TOO_LONG = "x".repeat(79) + "\ud83d\ude00";
  private static final String SHOWN = "x".repeat(79) + "…";

  @Test
  void neitherAValueNorANameIsCutWithinACharacter() {
    assertThat(new InvalidValueException("age", JUST_TOO_LONG, "a number"))
        .hasMessage("age: '%s' is not allowed; allowed: a number", SHOWN)
        .extracting(InvalidValueException::value)
        .isEqualTo(SHOWN);
    assertThat(InvalidValueException.unknown(JUST_TOO_LONG, "1", "age"))
        .hasMessage("%s: unknown; allowed: age", SHOWN);
    assertThat(InvalidValueException.repeated(JUST_TOO_LONG, List.of("1", "2")))
        .hasMessage("%s: given more than once; allowed: given once", SHOWN);
  }

  @Test
  void theMessageIsOneLine() {
    assertThat(new InvalidValueException("age", "1\n2", "a number"))
        .hasMessage("age: '1 2' is not allowed; allowed: a number");
  }
}
