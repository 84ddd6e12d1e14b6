package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report of an experiment as a browser shows it. Its pictures are in target/screenshots. */
@NeedsBrowser
class ReportIT {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private static Browser browser;
  private static String path;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    path =
        SERVICE
            .post(
                "/experiments?kind=sleep&duration=20ms&jobs=20&repetitions=3&warmup=2&strategies=all")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    try (EventReader events = SERVICE.open(path + "/events")) {
      events.last();
    }
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK", "PHONE"})
  void everybodyCanReadIt(Browser.Look look) {
    browser.look(look);

    browser.visit("http://127.0.0.1:" + SERVICE.port() + path);

    assertThat(
            browser.string("return getComputedStyle(document.querySelector('.rows li')).display"))
        .as("the style is applied")
        .isEqualTo("grid");
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the window")
        .isEqualTo(true);
    browser.picture("report-" + look, "body");
    browser.assertNoComplaints();
    assertThat(browser.barriers()).isEmpty();
  }
}
