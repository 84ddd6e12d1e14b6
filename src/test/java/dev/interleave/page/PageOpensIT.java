package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What it takes to open the page: bytes, and time over a slow connection. */
@NeedsBrowser
class PageOpensIT {
  private static final long MOST_BYTES = 120_000;
  private static final long MOST_TO_PAINT_MS = 300;
  private static final long MOST_TO_LIVE_MS = 1200;
  private static final int LATENCY_MS = 150;
  private static final int BYTES_PER_SECOND = 200_000;

  /** Notes when the page says that it is live, and when its timeline is drawn as well. */
  private static final String STOPWATCH =
      """
      window.noted = {};
      const look = () => {
        const connection = document.getElementById('connection');
        const canvas = document.getElementById('canvas');
        if (connection?.textContent.startsWith('live')) noted.live ??= performance.now();
        if (noted.live && canvas?.style.height) noted.drawn ??= performance.now();
        if (!noted.drawn) setTimeout(look, 5);
      };
      look();
      """;

  @RegisterExtension static final TestService SERVICE = new TestService();

  @Test
  void theFirstScreenIsLight() {
    try (Browser browser = Browser.open()) {
      browser.look(Browser.Look.LIGHT);
      browser.visitPage(SERVICE.port());

      long bytes =
          number(
              browser,
              """
              return ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
                .reduce((sum, {transferSize}) => sum + transferSize, 0);
              """);
      assertThat(bytes).isBetween(10_000L, MOST_BYTES);
    }
  }

  @Test
  @Tag("timing")
  void itPaintsAndIsLiveSoonOverASlowConnection() throws Exception {
    try (Browser browser = Browser.open()) {
      browser.look(Browser.Look.LIGHT);
      browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", STOPWATCH));
      browser.command("Network.enable", Map.of());
      // The first opening warms the service.
      browser.visitPage(SERVICE.port());
      slow(browser);

      OnAQuietMachine.check(() -> {
        browser.command("Network.clearBrowserCache", Map.of());
        browser.visitPage(SERVICE.port());

        assertThat(number(browser, "return performance.getEntriesByType('paint')[0].startTime"))
            .as("first paint")
            .isLessThan(MOST_TO_PAINT_MS);
        assertThat(number(browser, "return noted.drawn"))
            .as("live and drawn")
            .isLessThan(MOST_TO_LIVE_MS);
      });
    }
  }

  private static void slow(Browser browser) {
    browser.command(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", false,
            "latency", LATENCY_MS,
            "downloadThroughput", BYTES_PER_SECOND,
            "uploadThroughput", BYTES_PER_SECOND));
  }

  private static long number(Browser browser, String script) {
    return ((Number) browser.script(script)).longValue();
  }
}
