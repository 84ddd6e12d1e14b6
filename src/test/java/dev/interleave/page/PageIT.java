package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What people do on the page, in a real browser. */
@NeedsBrowser
class PageIT {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private static final String HOLES = "#holes button";

  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.look(Browser.Look.LIGHT);
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @BeforeEach
  void visit() {
    browser.visitPage(SERVICE.port());
  }

  @AfterEach
  void nothingWasComplainedAbout() {
    browser.assertNoComplaints();
  }

  @Test
  void aPlugInsArgumentsAreFieldsOfTheirOwnAndItsWordsBreakNothing(@TempDir Path plugIns) {
    new PlugInJar()
        .kind(
            "Odd",
            "description",
            "\"long\".repeat(80)",
            "arguments",
            """
            return List.of(
                new Argument<>("duration", Allowed.text(1, 20), "forever", "how long"),
                new Argument<>("how-many", Allowed.choice("one", "two"), "two", "how many"));
            """)
        .write(plugIns.resolve("odd.jar"));
    try (TestService service = new TestService("plugins.folder", plugIns.toString()).start()) {
      browser.visitPage(service.port(), "run");
      browser.waitFor(() -> browser.count("#job-form [name=kind][value=odd]") == 1);
      browser.click("#job-form [name=kind][value=odd]");
      browser.click("#job-form [type=submit]");

      browser.waitFor(() -> browser.text("#jobs tbody").contains("succeeded"));
      JsonObject job = service.getJson("/jobs").getJsonArray("jobs").getJsonObject(0);
      assertThat(job.getJsonObject("arguments"))
          .isEqualTo(new JsonObject().put("duration", "forever").put("how-many", "two"));
      assertThat(
              (Boolean)
                  browser.script(
                      """
                      const {scrollWidth, clientWidth} = document.documentElement;
                      return scrollWidth <= clientWidth;
                      """))
          .isTrue();
      browser.visit("about:blank");
    }
  }

  @Test
  void theStackThatBlockedIsOneClickAway() {
    JsonObject job = SERVICE.postJson("/jobs/sleep?strategy=event-loop&duration=10s");
    String name = "job " + job.getLong("number");
    String hole = HOLES + "[aria-label*='" + name + ",']";
    String lasting = hole + "[aria-label*='is blocked'][aria-label$='Show the stack']";
    browser.waitFor(() -> browser.count(lasting) == 1);
    SERVICE.delete("/jobs/" + job.getString("id"));
    String told = hole + "[aria-label*='was blocked'][aria-label$='Show the stack']";
    browser.waitFor(() -> browser.count(told) == 1);
    browser.click(told);

    assertThat(browser.text("#inspector")).contains("dev.interleave.work.Sleep.run");
    assertThat(browser.text("#inspector .blame")).contains("Sleep.run");
    browser.waitFor(() -> browser.text("#blocks ol").contains(name));
  }

  @Test
  void aJobIsRunAndCancelledWithTheKeyboardAlone() {
    browser.tabTo("#show-me");
    browser.press(Keys.ENTER);
    browser.waitFor(() -> says("Ten users a second"));
    browser.press(Keys.ENTER);
    browser.waitFor(() -> browser.text("#show-me").equals("Show me again"));

    browser.tabTo("#sections [href='#run']", Keys.SHIFT);
    browser.press(Keys.ENTER);
    browser.tabTo("#job-form [name=kind]");
    browser.tabTo("#job-form [name=strategy]");
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.find("#job-form [name=strategy]:checked").getDomAttribute("value"))
        .isEqualTo("worker-verticle");
    browser.tabTo("#job-form [name=duration]");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "30s", Keys.ENTER);
    browser.waitFor(() -> browser.text("#job-form [role=status]").equals("1 job submitted."));
    JsonObject job = newestJob();
    long number = job.getLong("number");
    browser.waitFor(() -> browser.count("[aria-label='Cancel job " + number + "']") == 1);
    browser.tabTo("[aria-label='Cancel job " + number + "']");
    browser.press(Keys.ENTER);

    assertThat(SERVICE.awaitEnd(job.getString("id")).getString("state")).isEqualTo("cancelled");
    browser.waitFor(() -> browser.text("#jobs tbody tr").contains("cancelled"));
  }

  @Test
  void theTimelineIsReadWithTheKeyboardAlone() {
    browser.goTo("run");
    long number = SERVICE.postJson("/jobs/sleep?duration=10ms&wait=9s").getLong("number");
    browser.waitFor(() -> browser.text("#jobs tbody .id").equals(String.valueOf(number)));

    browser.tabTo("#canvas");
    // From the newest on: a block of a noisy machine may be newer than the job.
    browser.waitFor(() -> {
      browser.press(Keys.ARROW_LEFT);
      return browser.text("#inspector").contains("Job " + number);
    });
    browser.press("-");
    assertThat(browser.text("#span")).isEqualTo("60 s");
    browser.press(Keys.SPACE);
    assertThat(browser.find("#follow").getDomAttribute("aria-pressed")).isEqualTo("false");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#follow").getDomAttribute("aria-pressed")).isEqualTo("true");
    assertThat(browser.find("#inspector").isDisplayed()).isFalse();
  }

  @Test
  void severalJobsAreStartedByTheCommandThatIsShown() {
    browser.goTo("run");
    browser.click("#job-form [name=kind][value=fail]");
    browser.type("#job-form [name=duration]", "1ms");
    browser.type("#job-form [name=howMany]", "12");

    assertThat(browser.text("#job-form code"))
        .isEqualTo(
            "for i in {1..12}; do curl -X POST '127.0.0.1:%d/jobs/fail?duration=1ms&strategy=execute-blocking'; done"
                .formatted(SERVICE.port()));
    browser.click("#job-form [type=submit]");
    browser.waitFor(() -> browser.text("#job-form [role=status]").equals("12 jobs submitted."));
    assertThat(SERVICE.getJson("/jobs?kind=fail").getJsonArray("jobs")).hasSize(12);
    browser.waitFor(() -> browser.text("#jobs-note").matches("(?s).*\\d more jobs?\\b.*"));
    assertThat(browser.count("#jobs tbody tr")).isEqualTo(8);
  }

  @Test
  void whatIsWrongIsSaidBesideTheFieldThatItIsAbout() {
    browser.goTo("run");
    browser.type("#job-form [name=duration]", "soon");
    browser.click("#job-form [type=submit]");

    browser.waitFor(() ->
        browser.text("#job-form [data-field=duration] .wrong").contains("a duration from 0s to"));
    assertThat(browser.find("#job-form [name=duration]").getDomAttribute("aria-invalid"))
        .isEqualTo("true");
    assertThat(browser.complaints()).singleElement().asString().contains("400");
  }

  @Test
  void aScenarioPrintsBesideWhatTheArticleClaims() {
    browser.goTo("scenarios");
    browser.click("#scenario [value=offloaded]");
    assertThat(browser.text("#scenario blockquote")).contains("does not block the event loop");
    browser.click("#scenario .actions button");

    browser.waitFor(() -> browser.text(".transcripts > :last-child").contains("task is done"));
    List<?> said =
        (List<?>)
            browser.script(
                "return [...document.querySelectorAll('.transcripts > :last-child li"
                    + " :nth-child(2)')].map(e => e.textContent)");
    assertThat(said.getFirst()).isEqualTo("task is running");
    assertThat(said.getLast()).isEqualTo("task is done");
    assertThat(said).hasSizeGreaterThan(4);
    browser.waitFor(() -> browser.text("#scenario .actions button").equals("Play"));
    assertThat(browser.text("#scenario [role=status]"))
        .startsWith("As the article says: ")
        .endsWith("between running and done.");
  }

  @Test
  void latenessIsShownBesideTheControl() {
    browser.goTo("lateness");
    browser.waitFor(() -> browser.count("#percentiles tbody tr") == 5);
    browser.waitFor(() -> !browser.text("#chart .keys").contains("no samples"));

    assertThat(browser.text("#lateness-now")).startsWith("Now ").contains("machine");
    assertThat(browser.text("#percentiles thead")).contains("Raw", "Corrected", "Control");
    assertThat(browser.text("#chart .keys")).contains("loop, p99", "control, p99");
  }

  @Test
  void anExperimentRunsToItsChartAndSurvivesAReload() {
    browser.goTo("experiments");
    browser.click("#experiment-form [value=execute-blocking-ordered]");
    browser.click("#experiment-form [value=virtual-thread-verticle]");
    browser.type("#experiment-form [name=duration]", "150ms");
    browser.type("#experiment-form [name=jobs]", "25");
    browser.type("#experiment-form [name=repetitions]", "1");
    browser.click("#experiment-form [type=submit]");
    browser.waitFor(() -> browser.text("#experiment .progress").contains("of 25 jobs"));

    browser.visitPage(SERVICE.port(), "experiments");
    browser.waitFor(() -> browser.count("#experiment .downloads a") == 6);

    assertThat(browser.all("#experiment .bar .rail .fill", "class"))
        .hasSize(8)
        .containsOnlyOnce("fill blocked");
    assertThat(browser.text("#experiment .compare > :first-child"))
        .contains("event-loop", "Stopped the loop");
    assertThat(widths("time").getFirst()).isEqualTo(100);
    assertThat(widths("time").subList(1, 4)).allMatch(width -> width < 100);
    assertThat(browser.text("#experiment table"))
        .contains("25 of 25", "loop lateness, p99 corrected");
    for (String link : browser.all("#experiment .downloads a", "href")) {
      assertThat(SERVICE.get(link).statusCode()).as(link).isEqualTo(200);
    }
  }

  @Test
  void anExperimentIsCancelled() {
    browser.goTo("experiments");
    browser.type("#experiment-form [name=duration]", "1s");
    browser.click("#experiment-form [type=submit]");
    browser.waitFor(() -> browser.find("#experiment .progress button").isDisplayed());
    browser.click("#experiment .progress button");

    browser.waitFor(() -> browser.text("#experiment h3").contains("cancelled"));
    assertThat(browser.find("#experiment .progress").isDisplayed()).isFalse();
    assertThat(browser.script("return document.activeElement.textContent").toString())
        .startsWith("Experiment");
  }

  private static List<Double> widths(String look) {
    @SuppressWarnings("unchecked")
    List<Number> widths =
        (List<Number>)
            browser.script(
                "return [...document.querySelectorAll('.rail .' + arguments[0])]"
                    + ".map(fill => parseFloat(fill.style.width))",
                look);
    return widths.stream().map(Number::doubleValue).toList();
  }

  private static JsonObject newestJob() {
    return SERVICE.getJson("/jobs?limit=1").getJsonArray("jobs").getJsonObject(0);
  }

  private static boolean says(String words) {
    return browser.text("#narration").contains(words);
  }
}
