package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing keeps people from using the page: axe looks at it with everything open. */
@NeedsBrowser
class PageAccessIT {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    SERVICE.post("/jobs/sleep?duration=300ms&strategy=event-loop&wait=9s");
    SERVICE.post("/jobs/fail?duration=1ms&wait=9s");
    SERVICE.post("/jobs/sleep?duration=5m");
    SERVICE.post("/experiments?kind=sleep&jobs=3&repetitions=1", "Accept", "text/plain");
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK", "PHONE", "WIDE"})
  void axeFindsNothing(Browser.Look look) {
    browser.look(look);
    browser.visitPage(SERVICE.port());
    browser.waitFor(() -> browser.count("#blocks li") > 0);
    assertThat(browser.barriers()).isEmpty();
    assertNothingIsTooWide();

    for (String section : List.of("lateness", "scenarios", "experiments", "run")) {
      browser.goTo(section);
      browser.script("document.querySelectorAll('details').forEach(each => each.open = true)");
      assertThat(browser.barriers()).as(section).isEmpty();
      assertNothingIsTooWide();
    }

    browser.waitFor(() -> browser.count("#jobs tbody tr") == 8);
    browser.type("#job-form [name=howMany]", "1000");
    browser.click("#job-form [type=submit]");
    // The first block may have left the timeline by now.
    SERVICE.post("/jobs/sleep?duration=300ms&strategy=event-loop&wait=9s");
    browser.click("#holes button");
    browser.waitFor(() -> browser.find("#inspector").isDisplayed());
    assertThat(browser.barriers()).isEmpty();
    assertNothingIsTooWide();
    browser.assertNoComplaints();
  }

  private static void assertNothingIsTooWide() {
    assertThat(
            browser.script(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("nothing is wider than the page")
        .isEqualTo(true);
  }
}
