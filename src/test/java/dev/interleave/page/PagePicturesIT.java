package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Takes pictures of the page: into {@code target/screenshots}, and with {@code
 * -Dscreenshots.update} into {@code docs} as well, for the README. They look best where the
 * typeface Inter is installed.
 */
@NeedsBrowser
@Tag("pictures")
class PagePicturesIT {
  private static final int MOST_BYTES = 400_000;
  private static final int MOST_BYTES_THAT_MOVE = 1_500_000;
  private static final long NANOS_PER_CENTISECOND = 10_000_000;

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
  void ofTheFirstScreen() {
    for (Browser.Look look : Browser.Look.values()) {
      browser.look(look);
      browser.visitPage(SERVICE.port());
      browser.picture("first-screen-" + name(look));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK", "PHONE", "WIDE"})
  void ofTheSections(Browser.Look look) {
    browser.look(look);
    for (String section : List.of("run", "lateness", "scenarios", "experiments")) {
      browser.visitPage(SERVICE.port(), section);
      browser.picture(section + "-" + name(look));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK", "PHONE"})
  void ofTheDemonstration(Browser.Look look) throws IOException {
    browser.look(look);
    browser.visitPage(SERVICE.port());
    browser.click("#show-me");
    browser.waitFor(() -> SERVICE.getJson("/users").getInteger("waiting") > 14);
    browser.picture("demonstration-middle-" + name(look));
    browser.waitFor(() -> browser.text("#demonstration-step").startsWith("2"));
    browser.waitFor(() -> browser.text("#narration").contains("as long as before"));
    Path timeline = browser.picture("timeline-" + name(look), "#timeline");
    browser.waitFor(() -> !browser.all("#picture-link", "href").contains(""));
    browser.picture("demonstration-" + name(look));
    if (look != Browser.Look.PHONE) {
      keep(timeline);
    }
  }

  @ParameterizedTest
  @CsvSource({"ANIMATED, demonstration.gif", "ANIMATED_DARK, demonstration-dark.gif"})
  void ofTheDemonstrationAsItMoves(Browser.Look look, String name) throws IOException {
    Path file = Path.of("target", "screenshots", name);
    try (TestService service = new TestService().start()) {
      browser.look(look);
      browser.visitPage(service.port());
      demonstration().write(file);
      browser.visit("about:blank");
    }
    keep(file);
  }

  /** The first screen, the demonstration, and the picture that is left of it. */
  private static AnimatedPicture demonstration() {
    AnimatedPicture animated = new AnimatedPicture();
    animated.add(browser.image(), 200);
    browser.click("#show-me");
    browser.waitFor(() -> browser.text("#show-me").equals("Stop"));
    BufferedImage image = browser.image();
    long taken = System.nanoTime();
    while (browser.text("#show-me").equals("Stop")) {
      browser.script("return new Promise(done => setTimeout(done, 80))");
      long now = System.nanoTime();
      animated.add(image, (int) ((now - taken) / NANOS_PER_CENTISECOND));
      image = browser.image();
      taken = now;
    }
    assertThat(browser.find("#picture").isDisplayed()).isTrue();
    animated.add(browser.image(), 600);
    return animated;
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
    browser.visitPage(SERVICE.port(), "experiments");
    browser.type("#experiment-form [name=jobs]", "21");
    browser.type("#experiment-form [name=warmup]", "1");
    browser.click("#experiment-form [type=submit]");
    browser.waitFor(() -> browser.count("#experiment .downloads a") == 6);

    keep(browser.picture("experiment", "#experiment"));
  }

  private static String name(Browser.Look look) {
    return look.name().toLowerCase(Locale.ROOT);
  }

  private static void keep(Path picture) throws IOException {
    assertThat(Files.size(picture))
        .isLessThan(picture.toString().endsWith(".gif") ? MOST_BYTES_THAT_MOVE : MOST_BYTES);
    if (System.getProperty("screenshots.update") != null) {
      Path docs = Files.createDirectories(Path.of("docs"));
      Files.copy(picture, docs.resolve(picture.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
