package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.attach.Application;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The live page of the attached jar, beside an application that makes mistakes. */
@NeedsBrowser
class AttachPageIT {
  private static Application application;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    application = Application.attached();
    application.ask("/hello");
    browser = Browser.open();
    browser.look(Browser.Look.LIGHT);
    browser.visit("http://127.0.0.1:" + application.attachedPort() + "/");
    browser.waitFor(() -> browser.count("#loops canvas") > 0);
  }

  @AfterAll
  static void close() {
    browser.close();
    application.close();
  }

  @Test
  void aBlockIsListedWithItsStackAndIsAHoleInTheLaneOfItsLoop() throws Exception {
    application.ask("/block?ms=700");

    browser.waitFor(() -> browser.text("#blocks").contains("Mistakes.blockTheLoop"));
    browser.waitFor(() ->
        browser.text("#loops").contains("blocked 1 time")
            || browser.text("#loops").contains("times in the last minute"));
    String opened =
        browser.string(
            """
            const of = [...document.querySelectorAll('#blocks details')]
              .find(each => each.textContent.includes('Mistakes.blockTheLoop'));
            of.open = true;
            return of.querySelector('pre').textContent;
            """);
    assertThat(opened).contains("PlainApplication.answer");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void callsInOrderAreAFindingAndTheirPoolIsInTheTable() throws Exception {
    application.ask("/ordered?ms=200");

    browser.waitFor(() -> browser.count("#findings [data-kind=calls-in-order]") == 1);
    assertThat(browser.text("#findings")).contains("Mistakes.callInOrder");
    browser.waitFor(() -> browser.text("#pools").contains("vert.x-worker-thread"));
  }

  @Test
  void theLoopThatIsChosenIsTheOneOfTheChart() {
    browser.click("#loops li:last-child button");
    String name = browser.text("#loops li:last-child b");

    browser.waitFor(() -> browser.text("#chosen").equals(name));
    browser.waitFor(() -> browser.text("#chart .keys").contains("ms"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK", "PHONE", "WIDE"})
  void nothingKeepsPeopleFromUsingIt(Browser.Look look) throws Exception {
    application.ask("/block?ms=300");
    browser.look(look);
    browser.visit("http://127.0.0.1:" + application.attachedPort() + "/");
    browser.waitFor(() -> browser.text("#blocks").contains("Mistakes.blockTheLoop"));

    browser.picture("attach-" + look.name().toLowerCase(Locale.ROOT), "body");
    assertThat(browser.barriers()).isEmpty();
  }
}
