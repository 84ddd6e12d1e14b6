package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Takes pictures of the page: into {@code target/screenshots}, and with {@code -Dscreenshots.update}
 * into {@code docs} as well, for the README. They look best where the typeface Inter is installed.
 */
class PagePicturesIT {
  private static final int MOST_BYTES = 300_000;

  @RegisterExtension static final TestService SERVICE = new TestService();

  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource
  void ofABlockedLoopAndThenAFreeOne(Browser.Look look) throws IOException {
    browser.look(look);
    browser.visitPage(SERVICE.port());
    browser.click("#show-me");
    browser.waitFor(() -> browser.text("#narration").contains("the loop beat"));

    keep(browser.picture("timeline-" + look.name().toLowerCase()));
    browser.click("#show-me");
  }

  @Test
  void ofAnExperiment() throws IOException {
    browser.look(Browser.Look.LIGHT);
    browser.visitPage(SERVICE.port());
    browser.type("#experiment-form [name=jobs]", "25");
    browser.click("#experiment-form [type=submit]");
    browser.waitFor(() -> browser.count("#experiment .downloads a") == 4);
    browser.script("document.querySelector('#experiment').scrollIntoView({behavior: 'instant'})");

    keep(browser.picture("experiment"));
  }

  private static void keep(Path picture) throws IOException {
    assertThat(picture).size().isLessThan(MOST_BYTES);
    if (System.getProperty("screenshots.update") != null) {
      Path docs = Files.createDirectories(Path.of("docs"));
      Files.copy(
          picture, docs.resolve(picture.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
