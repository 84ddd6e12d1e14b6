package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page does while its connection is cut. */
@NeedsBrowser
class PageConnectionIT {
  private static final Pattern RECEIVED =
      Pattern.compile("Ticks ([\\d,]+) to ([\\d,]+) received, (\\S+) lost");

  private static Browser browser;

  private record Ticks(long first, long last, String lost) {}

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.look(Browser.Look.LIGHT);
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @Test
  void aPageThatWasLeftGivesItsConnectionsBack() {
    try (TestService left = new TestService().start();
        TestService other = new TestService().start()) {
      browser.visitPage(left.port());
      browser.waitFor(() -> left.service().watchers() == 1);

      browser.visitPage(other.port());

      browser.waitFor(() -> left.service().watchers() == 0);
      browser.visit("about:blank");
    }
  }

  @Test
  void aLostConnectionIsTakenUpWithoutHoles() {
    try (TestService service = service();
        CuttableProxy proxy = new CuttableProxy(service.port())) {
      browser.visitPage(proxy.port(), "run");
      browser.waitFor(() -> received().last() > 20);

      proxy.cut();
      browser.waitFor(() -> connection().startsWith("reconnecting"));
      long before = received().last();
      long number =
          service
              .postJson("/jobs/sleep?duration=400ms&strategy=event-loop&wait=9s")
              .getLong("number");
      proxy.mend(service.port());

      browser.waitFor(() -> connection().contains("caught up"));
      browser.waitFor(() -> received().last() > before + 20);
      assertThat(received()).extracting(Ticks::first, Ticks::lost).containsExactly(1L, "none");
      browser.waitFor(() -> browser.text("#blocks ol").contains("job " + number + ","));
      browser.waitFor(() -> connection().equals("live"));
      assertOnlyTheConnectionWasComplainedAbout();
    }
  }

  @Test
  void whatIsGoneForGoodIsCounted() {
    try (TestService service = service("timeline.history", "20");
        CuttableProxy proxy = new CuttableProxy(service.port())) {
      browser.visitPage(proxy.port(), "run");
      browser.waitFor(() -> received().last() > 30);
      String id = service.postJson("/jobs/sleep?duration=500ms").getString("id");
      browser.waitFor(() -> browser.text("#jobs tbody").contains("running"));

      proxy.cut();
      service.awaitEnd(id);
      browser.waitFor(() -> connection().startsWith("reconnecting"));
      long before = received().last();
      service
          .open("/ticker")
          .next(tick -> !tick.id().isEmpty() && Long.parseLong(tick.id()) > before + 60);
      proxy.mend(service.port());

      browser.waitFor(() -> connection().matches("live.* events lost"));
      browser.waitFor(() -> !received().lost().equals("none"));
      assertThat(Long.parseLong(received().lost())).isGreaterThanOrEqualTo(30);
      browser.waitFor(() -> browser.text("#jobs tbody").contains("succeeded"));
      assertOnlyTheConnectionWasComplainedAbout();
    }
  }

  @Test
  void aServiceThatBeganAgainIsRecognised() {
    try (TestService later = service()) {
      try (TestService earlier = service();
          CuttableProxy proxy = new CuttableProxy(earlier.port())) {
        earlier.post("/jobs/sleep?duration=1ms&wait=9s");
        browser.visitPage(proxy.port(), "run");
        browser.waitFor(() -> browser.count("#jobs tbody tr") == 1);

        proxy.cut();
        browser.waitFor(() -> connection().startsWith("reconnecting"));
        proxy.mend(later.port());

        browser.waitFor(() -> connection().equals("live, the service was restarted"));
        browser.waitFor(() -> browser.count("#jobs tbody tr") == 0);
        browser.waitFor(() -> received().first() == 1 && received().lost().equals("none"));
        assertOnlyTheConnectionWasComplainedAbout();
      }
    }
  }

  @Test
  void aServiceThatIsStoppingIsNotCalledLive() throws InterruptedException {
    try (TestService service = service("shutdown.grace", "5s")) {
      browser.visitPage(service.port());
      Thread stop = Thread.ofPlatform().start(service::stop);

      browser.waitFor(() -> connection().equals("the service is stopping"));
      assertThat(browser.all("#connection", "data-state")).containsExactly("stopping");
      stop.join();
      browser.waitFor(() -> connection().startsWith("reconnecting"));
      browser.visit("about:blank");
      browser.complaints();
    }
  }

  private static TestService service(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("ticker.interval", "50ms", "streams.retry", "200ms"));
    return new TestService(settings.toArray(String[]::new)).start();
  }

  private static String connection() {
    return browser.text("#connection");
  }

  private static Ticks received() {
    Matcher line = RECEIVED.matcher(browser.text("#received"));
    return line.find()
        ? new Ticks(number(line.group(1)), number(line.group(2)), line.group(3))
        : new Ticks(0, 0, "none");
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static void assertOnlyTheConnectionWasComplainedAbout() {
    assertThat(browser.complaints()).allMatch(message -> message.contains("net::ERR_"));
    browser.visit("about:blank");
  }
}
