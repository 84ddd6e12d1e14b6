package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** How the timeline behaves in a real browser. */
@NeedsBrowser
class TimelineIT {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private static final String HOLES = "#holes button";

  private static Browser browser;

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
    browser.assertNoComplaints();
  }

  @Test
  void theHolesAreOneTabStopAndTheArrowKeysGoFromOneToTheNext() {
    SERVICE.post("/jobs/sleep?strategy=event-loop&duration=1s&wait=9s");
    SERVICE.post("/jobs/sleep?strategy=event-loop&duration=1s&wait=9s");
    browser.waitFor(() -> browser.count(HOLES + "[aria-label*='was blocked']") > 1);
    browser.press(Keys.SPACE);
    browser.tabTo(HOLES);
    assertThat(browser.count(HOLES + "[tabindex='0']")).isEqualTo(1);
    String newest = focused();
    browser.press(Keys.ARROW_LEFT);
    assertThat(focused()).isNotEqualTo(newest);
    assertThat(browser.count(HOLES + "[tabindex='0']")).isEqualTo(1);
    browser.press(Keys.END);
    assertThat(focused()).isEqualTo(newest);
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.closest('#holes') === null"))
        .isEqualTo(true);
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void theLegendExplainsWhatOccursAndNothingElse() {
    long shown = browser.count("#legend li:not([hidden])");
    assertThat(browser.count("#legend [data-state=failed]:not([hidden])")).isZero();
    SERVICE.post("/jobs/fail?duration=1ms&wait=9s");
    browser.waitFor(() -> browser.count("#legend [data-state=failed]:not([hidden])") == 1);
    assertThat(browser.count("#legend li:not([hidden])")).isGreaterThan((int) shown);
    assertThat(browser.count("#legend [data-state=tick]")).isEqualTo(1);
  }

  @Test
  void whoeverWantsLittleMovementSeesTheTimelineStepOnceASecond() {
    motion("no-preference");
    int moves = drawingsIn3Seconds();
    motion("reduce");
    int steps = drawingsIn3Seconds();

    assertThat(steps).isBetween(1, 5);
    assertThat(moves).isGreaterThan(2 * steps);
  }

  /** Long enough for everything to have been made anew some times. */
  @Test
  void aHundredTicksASecondLeaveThePageAsItIs() {
    try (TestService service = new TestService("ticker.interval", "10ms").start()) {
      browser.visitPage(service.port());
      browser.waitFor(() -> browser.text("#received").contains("Ticks"));
      browser.command("Performance.enable", Map.of());
      long elements = elements();
      double script = metric("ScriptDuration");
      double task = metric("TaskDuration");
      double begun = metric("Timestamp");
      browser.script("return new Promise(done => setTimeout(done, 10_000))");
      double time = metric("Timestamp") - begun;

      assertThat(elements()).isEqualTo(elements);
      // A tenth is what it takes; other programs that want the processor make it more.
      assertThat((metric("ScriptDuration") - script) / time).isLessThan(0.1);
      assertThat((metric("TaskDuration") - task) / time).isLessThan(0.3);
      browser.visit("about:blank");
    }
  }

  private static long elements() {
    // Blocks of a noisy machine come and go.
    return (Long)
        browser.script(
            "return [...document.querySelectorAll('body *')]"
                + ".filter(e => !e.closest('#holes, #blocks, #legend, #chart')).length");
  }

  private static double metric(String name) {
    List<?> metrics = (List<?>) browser.command("Performance.getMetrics", Map.of()).get("metrics");
    return metrics.stream()
        .map(metric -> (Map<?, ?>) metric)
        .filter(metric -> metric.get("name").equals(name))
        .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue())
        .findFirst()
        .orElseThrow();
  }

  private static void motion(String wanted) {
    browser.command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", wanted))));
  }

  private static int drawingsIn3Seconds() {
    return ((Number)
            browser.script(
                """
                const pen = document.getElementById('canvas').getContext('2d');
                let drawings = 0;
                pen.clearRect = (...box) => {
                  drawings++;
                  CanvasRenderingContext2D.prototype.clearRect.apply(pen, box);
                };
                return new Promise(done => setTimeout(() => done(drawings), 3000));
                """))
        .intValue();
  }

  private static String focused() {
    return browser.string("return document.activeElement.getAttribute('aria-label')");
  }
}
