package dev.interleave.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.checker.Said.Accepted;
import dev.interleave.checker.Said.Called;
import dev.interleave.checker.Said.NotAccepted;
import dev.interleave.checker.Said.Stands;
import dev.interleave.checker.Said.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each history but the first has one thing wrong. */
class CheckerTest {
  private static final Said ACCEPTED = new Accepted("a", "1", false);

  @Test
  void isContentWithAJobThatEndedAndWithOneThatWasRefused() {
    assertThat(
            wrong(
                ACCEPTED,
                stands("queued", 1),
                stands("running", 1),
                new Called("a"),
                stands("succeeded", 1),
                stands("succeeded", 1),
                new NotAccepted("b", "429")))
        .isEmpty();
  }

  @Test
  void findsAJobThatIsLost() {
    assertThat(wrong(ACCEPTED, new Unknown("a"))).anyMatch(line -> line.contains("is lost"));
  }

  @Test
  void findsAJobThatHasNoFinalState() {
    assertThat(wrong(ACCEPTED, stands("running", 1)))
        .singleElement()
        .asString()
        .contains("no final state");
  }

  @Test
  void findsAJobThatWasCalledTwiceAndMayNotBe() {
    assertThat(wrong(ACCEPTED, new Called("a"), new Called("a"), stands("succeeded", 2)))
        .singleElement()
        .asString()
        .contains("called 2 times");
  }

  @Test
  void findsMoreCallsThanAttempts() {
    Said repeatable = new Accepted("a", "1", true);
    assertThat(wrong(repeatable, new Called("a"), new Called("a"), stands("succeeded", 2)))
        .isEmpty();
    assertThat(wrong(repeatable, new Called("a"), new Called("a"), stands("succeeded", 1)))
        .singleElement()
        .asString()
        .contains("2 times in 1 attempts");
  }

  @Test
  void findsAStateAfterAFinalOne() {
    assertThat(wrong(ACCEPTED, new Called("a"), stands("succeeded", 1), stands("interrupted", 1)))
        .singleElement()
        .asString()
        .contains("and then");
  }

  @Test
  void findsASuccessWithoutACall() {
    assertThat(wrong(ACCEPTED, stands("succeeded", 1)))
        .singleElement()
        .asString()
        .contains("never called");
  }

  @Test
  void findsAKeyThatStandsForTwoJobs() {
    assertThat(
            wrong(ACCEPTED, new Accepted("a", "2", false), new Called("a"), stands("succeeded", 1)))
        .singleElement()
        .asString()
        .contains("two jobs");
  }

  private static Said stands(String state, int attempt) {
    return new Stands("a", state, attempt);
  }

  private static List<String> wrong(Said... history) {
    return Checker.violations(List.of(history));
  }
}
