package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class NeededProgramsTest {
  private static final Needs BROWSER = NeedsBrowser.class.getAnnotation(Needs.class);

  @TempDir Path folder;

  @Test
  void withoutItsProgramsAClassIsSkippedInOneLineThatSaysWhatToInstall() {
    ConditionEvaluationResult result = evaluate(false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .hasValue(
            "Skipped the browser tests: no chromium and no chromedriver on the PATH."
                + " Debian: apt-get install chromium chromium-driver");
  }

  @Test
  void onlyWhatIsMissingIsNamed() throws IOException {
    install("chromium", "rwxr-xr-x");

    assertThat(evaluate(false).getReason())
        .hasValue(
            "Skipped the browser tests: no chromedriver on the PATH."
                + " Debian: apt-get install chromium-driver");
  }

  @Test
  void aFileThatCannotBeExecutedIsNoProgram() throws IOException {
    install("chromium", "rw-r--r--");
    install("chromedriver", "rwxr-xr-x");

    assertThat(evaluate(false).isDisabled()).isTrue();
  }

  @Test
  void withItsProgramsAClassRuns() throws IOException {
    install("chromium", "rwxr-xr-x");
    install("chromedriver", "rwxr-xr-x");

    assertThat(evaluate(false).isDisabled()).isFalse();
  }

  @Test
  void whereSkipsAreForbiddenAClassRunsAndFailsForWantOfItsPrograms() {
    assertThat(evaluate(true).isDisabled()).isFalse();
  }

  private ConditionEvaluationResult evaluate(boolean forbidden) {
    return NeededPrograms.evaluate(BROWSER, "/nowhere:" + folder, forbidden);
  }

  private void install(String program, String permissions) throws IOException {
    Path file = Files.createFile(folder.resolve(program));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
