package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The first screen, the demonstration, and the picture that is left of it, in a real browser. */
@NeedsBrowser
class DemonstrationIT {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private static final String ON_THE_LOOP = "#picture .panel:nth-child(1) figcaption";
  private static final String OFFLOADED = "#picture .panel:nth-child(2) figcaption";

  private static Browser browser;
  private static Optional<Recorded> recorded = Optional.empty();

  /** A demonstration that was played live: its link, and what its panels say. */
  private record Recorded(String link, String onTheLoop, String offloaded) {}

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @BeforeEach
  void visit() {
    browser.look(Browser.Look.LIGHT);
    browser.visitPage(SERVICE.port());
  }

  @AfterEach
  void nothingWasComplainedAbout() {
    SERVICE.delete("/users");
    browser.assertNoComplaints();
  }

  @Test
  void theFirstScreenSaysWhatAnEventLoopIsAndStartsTheDemonstration() {
    assertThat(browser.text(".lead-text"))
        .startsWith("An event loop is one thread")
        .matches("[^.]+\\.[^.]+\\.");
    for (Browser.Look look : Browser.Look.values()) {
      browser.look(look);
      assertThat(inSight("#show-me")).as("%s", look).isTrue();
      assertThat(inSight(".lead-text")).as("%s", look).isTrue();
      assertThat(widerThanTheScreen()).as("%s", look).isFalse();
    }
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void usersWaitBehindTheCallAndNobodyWaitsWhenItIsOffloaded() {
    browser.click("#show-me");

    browser.waitFor(() -> says("everybody waits"));
    assertThat(browser.text("#demonstration-step")).startsWith("1 of 2");
    assertThat(browser.text("#span")).isEqualTo("8 s");
    browser.waitFor(() -> SERVICE.getJson("/users").getInteger("waiting") > 8);
    browser.waitFor(() -> redInTheUsersLane() > 20);
    browser.waitFor(() -> says("answers everybody"));
    assertThat(browser.text("#narration")).containsPattern("\\d+ users waited up to [1-9]");
    browser.waitFor(() -> browser.text("#demonstration-step").startsWith("2 of 2"));
    browser.waitFor(() -> browser.find("#picture").isDisplayed());

    assertThat(browser.text(ON_THE_LOOP))
        .containsPattern("1 tick late, [3-9] never, [1-9]\\d users waited up to [1-9]");
    assertThat(browser.text(OFFLOADED)).startsWith("The same call offloaded: ").contains("on time");
    assertThat(number(ON_THE_LOOP, "(\\d+) users? waited"))
        .isGreaterThan(number(OFFLOADED, "(\\d+) users? waited"));
    assertThat(inSight("#picture-panels")).isTrue();
    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.text("#show-me")).isEqualTo("Show me again");
  }

  @Test
  void itIsStoppedWithTheKeyboardAndLeavesNothingBehind() {
    browser.tabTo("#show-me");
    browser.press(Keys.ENTER);
    browser.waitFor(() -> says("everybody waits"));
    browser.press(Keys.ENTER);

    browser.waitFor(() -> browser.text("#show-me").equals("Show me again"));
    assertThat(browser.text("#demonstration-step")).isEqualTo("Stopped.");
    browser.waitFor(() -> !SERVICE.getJson("/users").getBoolean("running"));
    browser.waitFor(() -> !SERVICE.getJson("/jobs?limit=1").encode().contains("running"));
    assertThat(browser.find("#picture").isDisplayed()).isFalse();
    assertThat(browser.find(".lead-text").isDisplayed()).isTrue();
  }

  @Test
  void itSaysWhatItMayNotShow() {
    try (TestService service = new TestService("strategies.event-loop.enabled", "false").start()) {
      browser.visitPage(service.port());
      browser.click("#show-me");

      browser.waitFor(() -> says("event-loop is disabled in the configuration"));
      browser.waitFor(() -> says("Now the same again"));
      browser.goTo("run");
      assertThat(browser.find("#job-form [value=event-loop]").isEnabled()).isFalse();
      browser.visit("about:blank");
    }
  }

  @Test
  void thePictureIsKeptAsALinkAndAsAFile(@TempDir Path downloads) throws IOException {
    Recorded live = recorded();
    replay(live);
    assertThat(browser.text(ON_THE_LOOP)).isEqualTo(live.onTheLoop());
    assertThat(browser.text(OFFLOADED)).isEqualTo(live.offloaded());
    assertThat(browser.text("#picture-title")).contains("recorded");
    assertThat(inSight("#show-me")).isTrue();
    assertThat(browser.find(".lead-text").isDisplayed()).isTrue();
    assertThat(paintedIn("#picture .panel:nth-child(1) canvas")).isGreaterThan(20);
    assertThat(live.link().length()).isLessThan(2000);

    browser.command(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    browser.click("#picture-file");
    Path file = downloads.resolve("interleave-demonstration.png");
    browser.waitFor(() -> Files.exists(file));
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(2400);
    assertThat(colours(picture)).isGreaterThan(20);
  }

  @Test
  void aDamagedLinkIsRefusedWithASentence() {
    browser.visit("about:blank");
    browser.visit("http://127.0.0.1:%d/#replay=eJyLjgUA".formatted(SERVICE.port()));

    browser.waitFor(() -> browser.text("#picture-title").contains("damaged or incomplete"));
    assertThat(browser.find("#picture-share").isDisplayed()).isFalse();
    assertThat(browser.find(".lead-text").isDisplayed()).isTrue();
  }

  @Test
  void onAPhoneThePanelsStandBelowEachOther() {
    Recorded live = recorded();
    browser.look(Browser.Look.PHONE);
    replay(live);

    assertThat(widerThanTheScreen()).isFalse();
    List<Double> tops = tops("#picture .panel");
    assertThat(tops.get(1)).isGreaterThan(tops.get(0) + 200);
  }

  @Test
  void withReducedMotionItIsShownAllTheSame() {
    Recorded live = recorded();
    browser.command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    replay(live);

    assertThat(browser.text(ON_THE_LOOP)).contains("never");
    assertThat(browser.script("return document.getAnimations().length")).isEqualTo(0L);
  }

  /** Plays it live once for all tests: it takes its time. */
  private static Recorded recorded() {
    if (recorded.isEmpty()) {
      browser.click("#show-me");
      browser.waitFor(() -> browser.find("#picture").isDisplayed());
      browser.waitFor(() -> link() != null);
      recorded =
          Optional.of(new Recorded(link(), browser.text(ON_THE_LOOP), browser.text(OFFLOADED)));
    }
    return recorded.get();
  }

  private static void replay(Recorded live) {
    browser.visit("about:blank");
    browser.visit(live.link());
    browser.waitFor(() -> browser.text(ON_THE_LOOP).equals(live.onTheLoop()));
  }

  private static String link() {
    return browser.find("#picture-link").getDomProperty("href");
  }

  private static boolean says(String words) {
    return browser.text("#narration").contains(words);
  }

  private static int number(String selector, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(browser.text(selector));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static boolean inSight(String selector) {
    return (Boolean)
        browser.script(
            """
            const {top, bottom, left, right} = document.querySelector(arguments[0]).getBoundingClientRect();
            return bottom > top && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
            """,
            selector);
  }

  private static boolean widerThanTheScreen() {
    return (Boolean)
        browser.script(
            """
            const {scrollWidth, clientWidth} = document.documentElement;
            return scrollWidth > clientWidth;
            """);
  }

  @SuppressWarnings("unchecked")
  private static List<Double> tops(String selector) {
    return ((List<Number>)
            browser.script(
                "return [...document.querySelectorAll(arguments[0])]"
                    + ".map(e => e.getBoundingClientRect().top)",
                selector))
        .stream().map(Number::doubleValue).toList();
  }

  private static long colours(BufferedImage picture) {
    return Arrays.stream(
            picture.getRGB(
                0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
        .distinct()
        .count();
  }

  /** How many colours a canvas has. */
  private static long paintedIn(String canvas) {
    return (Long)
        browser.script(
            """
            const canvas = document.querySelector(arguments[0]);
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
            """,
            canvas);
  }

  /** How many pixels below the lane of the loop are red: its dots are the users who wait. */
  private static long redInTheUsersLane() {
    return (Long)
        browser.script(
            """
            const canvas = document.getElementById('canvas');
            const scale = canvas.width / canvas.getBoundingClientRect().width;
            const {data} = canvas.getContext('2d').getImageData(
              canvas.width / 2, 160 * scale, canvas.width / 2, 60 * scale);
            let red = 0;
            for (let i = 0; i < data.length; i += 4) red += data[i] - data[i + 2] > 60 ? 1 : 0;
            return red;
            """);
  }
}
