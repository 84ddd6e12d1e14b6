package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "4KiB, 4096", "64KiB, 65536", "1MiB, 1048576", "1500, 1500"})
  void aSizeIsReadAndPrinted(String text, long bytes) {
    assertThat(Sizes.parse(text)).contains(bytes);
    assertThat(Sizes.print(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1KB", "1.5MiB", "kib", "1 KiB", "99999999999"})
  void whatIsNoSizeIsNotGuessedAt(String text) {
    assertThat(Sizes.parse(text)).isEmpty();
  }
}
