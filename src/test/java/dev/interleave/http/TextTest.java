package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void textIsShownAsOneLineOfWholeCharacters() {
    assertThat(Text.shown("/a\nb")).isEqualTo("/a b");
    assertThat(Text.shown("x".repeat(119) + "\ud83d\ude00")).isEqualTo("x".repeat(119) + "…");
  }
}
