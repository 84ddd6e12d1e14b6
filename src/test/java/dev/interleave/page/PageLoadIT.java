package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An hour's worth of ticks and 5,000 jobs, replayed into the page and all in view. */
@NeedsBrowser
@Tag("timing")
class PageLoadIT {
  private static final int TICKS = 7200;
  private static final int JOBS = 5000;
  private static final int MOST_FRAME_MS = 50;
  private static final long MOST_HEAP = 150_000_000;

  /**
   * What the page's scripts cost from when it stands, frame by frame: the callbacks that draw, and
   * all that the browser names as script in a frame that was long. Not the browser's own painting,
   * which depends on the machine's graphics.
   */
  private static final String STOPWATCH =
      """
      window.most = {drawing: 0, scripts: 0, frames: 0};
      let stands = Infinity;
      addEventListener('DOMContentLoaded', () => stands = performance.now());
      new PerformanceObserver(list => list.getEntries().forEach(({startTime, scripts}) => {
        if (startTime > stands) most.scripts = Math.max(most.scripts, scripts.reduce((sum, s) => sum + s.duration, 0));
      })).observe({type: 'long-animation-frame', buffered: true});
      const request = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = callback => request(now => {
        const begun = performance.now();
        callback(now);
        most.drawing = Math.max(most.drawing, performance.now() - begun);
        most.frames++;
      });
      """;

  @RegisterExtension
  static final TestService SERVICE =
      new TestService("ticker.interval", "2ms", "timeline.history", "40000", "jobs.keep", "10000");

  /** What one opening of the page took, at the most. */
  private record Took(double drawing, double scripts, long frames, double heap) {}

  @Test
  void itStaysSmallAndSmooth() throws Exception {
    IntStream.range(0, JOBS)
        .parallel()
        .forEach(i -> SERVICE.post("/jobs/sleep?duration=20ms&strategy=virtual-thread"));
    try (EventReader ticker = SERVICE.open("/ticker")) {
      ticker.next(tick -> !tick.id().isEmpty() && Long.parseLong(tick.id()) > TICKS);
    }

    OnAQuietMachine.check(standstillMs -> {
      Took took = open();

      assertThat(took.heap()).isLessThan(MOST_HEAP);
      assertThat(took.frames()).isGreaterThan(20);
      double most = MOST_FRAME_MS + standstillMs.getAsLong();
      assertThat(took.drawing()).isLessThan(most);
      assertThat(took.scripts()).isLessThan(most);
    });
  }

  private static Took open() {
    try (Browser browser = Browser.open()) {
      browser.look(Browser.Look.LIGHT);
      browser.command("Performance.enable", Map.of());
      browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", STOPWATCH));
      browser.visitPage(SERVICE.port(), "run");
      browser.waitFor(() -> browser.text("#jobs-note").contains("4,992 more jobs"));
      browser.waitFor(() -> browser.text("#received").startsWith("Ticks 1 to"));
      // All of it in view, and then all of it in one pixel.
      browser.click("#zoom-out");
      long frames = frames(browser);
      browser.waitFor(() -> frames(browser) > frames + 20);
      browser.command("HeapProfiler.collectGarbage", Map.of());
      Took took =
          new Took(
              number(browser.script("return most.drawing")),
              number(browser.script("return most.scripts")),
              frames(browser),
              heap(browser));
      browser.assertNoComplaints();
      return took;
    }
  }

  private static long frames(Browser browser) {
    return (long) number(browser.script("return most.frames"));
  }

  private static double heap(Browser browser) {
    List<?> metrics = (List<?>) browser.command("Performance.getMetrics", Map.of()).get("metrics");
    return metrics.stream()
        .map(Map.class::cast)
        .filter(metric -> metric.get("name").equals("JSHeapUsedSize"))
        .mapToDouble(metric -> number(metric.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private static double number(Object number) {
    return ((Number) number).doubleValue();
  }
}
