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

/**
 * Takes pictures of the page: into {@code target/screenshots}, and with {@code
 * -Dscreenshots.update} into {@code docs} as well, for the README. They look best where the
 * typeface Inter is installed.
 */
@NeedsBrowser
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

  @Test
  void ofABlockedLoopAndThenAFreeOne() throws IOException {
    browser.look(Browser.Look.LIGHT);
    browser.visitPage(SERVICE.port());
    browser.click("#show-me");
    browser.waitFor(() -> browser.text("#narration").contains("stopped nothing"));
    keep(browser.picture("timeline-light"));

    browser.look(Browser.Look.DARK);
    browser.script("return new Promise(requestAnimationFrame)");
    keep(browser.picture("timeline-dark"));
  }

  @Test
  void onAPhone() throws IOException {
    browser.look(Browser.Look.PHONE);
    browser.visitPage(SERVICE.port());
    SERVICE.post("/jobs/sleep?strategy=event-loop&duration=2s&wait=9s");
    browser.waitFor(
        () -> browser.text("#narration").matches(".*was blocked .*for (up to )?[2-9].*"));

    keep(browser.picture("timeline-phone"));
  }

  @Test
  void ofAnExperiment() throws IOException {
    browser.look(Browser.Look.LIGHT);
    browser.visitPage(SERVICE.port());
    browser.type("#experiment-form [name=jobs]", "21");
    browser.type("#experiment-form [name=warmup]", "1");
    browser.click("#experiment-form [type=submit]");
    browser.waitFor(() -> browser.count("#experiment .downloads a") == 4);

    keep(browser.picture("experiment", "#experiment"));
  }

  private static void keep(Path picture) throws IOException {
    assertThat(Files.size(picture)).isLessThan(MOST_BYTES);
    if (System.getProperty("screenshots.update") != null) {
      Path docs = Files.createDirectories(Path.of("docs"));
      Files.copy(picture, docs.resolve(picture.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
