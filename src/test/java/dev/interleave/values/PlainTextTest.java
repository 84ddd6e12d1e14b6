package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final String SMILE = "\ud83d\ude00";

  @Test
  void textIsCutWhereItIsTooLong() {
    assertThat(PlainText.cut("abc", 3)).isEqualTo("abc");
    assertThat(PlainText.cut("abcd", 3)).isEqualTo("abc…");
    assertThat(PlainText.cut("abcd", 0)).isEqualTo("…");
  }

  @Test
  void noCharacterIsCutInHalf() {
    assertThat(PlainText.cut("ab" + SMILE + "c", 3)).isEqualTo("ab…");
    assertThat(PlainText.cut("ab" + SMILE + "c", 4)).isEqualTo("ab" + SMILE + "…");
  }

  @Test
  void halvesOfCharactersAreReplaced() {
    assertThat(PlainText.cut("a\ud83db\ude00", 10)).isEqualTo("a?b?");
  }

  @Test
  void aLineHasNoControlCharacters() {
    assertThat(PlainText.line("a\nb\tc\u0000d", 10)).isEqualTo("a b c d");
    assertThat(PlainText.line("a\u001b[2Jb\u009bc\u2028d\u2029e\u0085f", 20))
        .isEqualTo("a [2Jb c d e f");
  }

  @Test
  void theMessageOfWhatIsThrownIsCut() {
    assertThat(PlainText.message(new Exception("much too long"), 4)).isEqualTo("much…");
    assertThat(PlainText.message(new Exception(), 4)).isEmpty();
  }

  @Test
  void aMessageThatThrowsItselfIsSaidToBeSo() {
    assertThat(PlainText.message(new Speechless(), 4))
        .isEqualTo("it cannot say why: its getMessage() threw java.lang.StackOverflowError");
  }

  private static final class Speechless extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }
}
