package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
  @ParameterizedTest
  @CsvSource({"1.8, 8", "11, 11", "17, 17"})
  void aJavaThatIsTooOldIsToldWhichOneIsNeeded(String specification, int java) {
    assertThat(Launcher.version(specification)).isEqualTo(java);
    assertThat(Launcher.complaint(specification, "/opt/java"))
        .isEqualTo("interleave: needs Java 21 or newer; this is Java %d in /opt/java", java);
  }
}
