package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.interleave.EventReader;
import dev.interleave.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What a real browser lets other pages do to the service, and how the page shows a token. */
@NeedsBrowser
class PageGuardIT {
  private static final String TOKEN = "a-token-of-24-characters";

  @RegisterExtension static final TestService SERVICE = new TestService("ticker.interval", "50ms");

  @RegisterExtension static final TestService LOCKED = new TestService("security.token", TOKEN);

  private static Browser browser;
  private static HttpServer elsewhere;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.open();
    browser.look(Browser.Look.LIGHT);
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>elsewhere</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    elsewhere.start();
  }

  @AfterAll
  static void close() {
    browser.close();
    elsewhere.stop(0);
  }

  /** Another site, and another origin of the same site. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void aPageOfAnotherOriginStartsNothing(String host) {
    try (EventReader ticker = SERVICE.open("/ticker")) {
      ticker.next("tick");
      String here = "http://127.0.0.1:" + SERVICE.port();

      visitElsewhere(host);
      for (String path :
          new String[] {
            "/jobs/sleep?strategy=event-loop", "/experiments?kind=sleep", "/scenarios/blocking"
          }) {
        assertThat(fetch("no-cors", "POST", here + path)).as(path).isEqualTo("TypeError");
        assertThat(fetch("cors", "POST", here + path)).as(path).isEqualTo("TypeError");
        submit(here + path);
        browser.waitFor(() -> browser.string("return location.origin").equals(here));
        assertThat(browser.string("return document.body.textContent"))
            .contains(
                "origin-not-allowed", "http://" + host + ":" + elsewhere.getAddress().getPort());
        visitElsewhere(host);
      }
      assertThat(fetch("cors", "DELETE", here + "/jobs/1")).isEqualTo("TypeError");
      assertThat(fetch("cors", "GET", here + "/jobs")).as("nor reads").isEqualTo("TypeError");
      browser.complaints();

      assertThat(SERVICE.getJson("/jobs").getJsonArray("jobs")).isEmpty();
      assertThat(SERVICE.getJson("/experiments").getJsonArray("experiments")).isEmpty();
      long tick = ticker.next("tick").data().getLong("seq");
      assertThat(ticker.next("tick").data().getLong("seq")).isEqualTo(tick + 1);
    }
  }

  @Test
  void theServicesOwnPageMay() {
    browser.visitPage(SERVICE.port());

    assertThat(fetch("same-origin", "POST", "/jobs/nap")).isEqualTo("basic 404");
    browser.complaints();
  }

  @Test
  void thePageAsksForTheTokenOnce() {
    browser.visitPage(LOCKED.port(), "run");
    assertThat(browser.text("#job-form code"))
        .startsWith("curl -H \"Authorization: Bearer $TOKEN\" -X POST ");
    browser.type("#job-form [name=duration]", "10ms");
    browser.click("#job-form [type=submit]");
    browser.waitFor(() -> browser.find("dialog.token").isDisplayed());
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("token");
    assertThat(browser.barriers()).isEmpty();

    browser.press("not-the-token-at-all", Keys.ENTER);
    browser.waitFor(() -> browser.text("dialog.token .form-wrong").contains("not the token"));
    assertThat(browser.barriers()).isEmpty();
    browser.press(TOKEN, Keys.ENTER);
    browser.waitFor(() -> browser.text("#job-form [role=status]").equals("1 job submitted."));
    assertThat(browser.find("dialog.token").isDisplayed()).isFalse();

    browser.visitPage(LOCKED.port(), "run");
    browser.type("#job-form [name=duration]", "10ms");
    browser.click("#job-form [type=submit]");
    browser.waitFor(() -> browser.text("#job-form [role=status]").equals("1 job submitted."));
    assertThat(LOCKED.getJson("/jobs").getJsonArray("jobs")).hasSize(2);
    assertThat(browser.complaints()).hasSize(2).allMatch(complaint -> complaint.contains("401"));

    browser.script("sessionStorage.clear()");
    browser.click("#job-form [type=submit]");
    browser.waitFor(() -> browser.find("dialog.token").isDisplayed());
    browser.press(Keys.ESCAPE);
    browser.waitFor(() -> browser.text("#job-form .form-wrong").contains("Authorization: Bearer"));
    assertThat(browser.complaints()).hasSize(1);
  }

  private static void visitElsewhere(String host) {
    browser.visit("http://" + host + ":" + elsewhere.getAddress().getPort() + "/");
  }

  /** How the browser answers the page's script. */
  private static String fetch(String mode, String method, String url) {
    return browser.later(
        """
        const [mode, method, url, done] = arguments;
        fetch(url, {mode, method}).then(
          ({type, status}) => done(`${type} ${status}`), ({name}) => done(name));
        """,
        mode,
        method,
        url);
  }

  /** A form needs no script, and takes the browser to the answer. */
  private static void submit(String url) {
    browser.script(
        """
        const form = document.createElement('form');
        form.method = 'post';
        form.action = arguments[0];
        document.body.append(form);
        form.submit();
        """,
        url);
  }
}
