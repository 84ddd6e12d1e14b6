package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** Where things stand on the page: one section at a time, and the loop always in sight. */
@NeedsBrowser
class PageLayoutIT {
  private static final List<String> SECTIONS =
      List.of("demonstration", "run", "lateness", "scenarios", "experiments");

  @RegisterExtension static final TestService SERVICE = new TestService();

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
  void look() {
    browser.look(Browser.Look.LIGHT);
  }

  @Test
  void oneSectionIsShownAtATimeAndTheBackButtonLeadsToTheOneBefore() {
    browser.visitPage(SERVICE.port());
    assertOnly("demonstration");

    browser.tabTo("#sections [href='#run']", Keys.SHIFT);
    browser.press(Keys.ENTER);
    browser.waitFor(() -> shown().equals(List.of("run")));
    browser.goTo("scenarios");
    assertOnly("scenarios");

    browser.script("history.back()");
    browser.waitFor(() -> shown().equals(List.of("run")));
    browser.script("history.back()");
    browser.waitFor(() -> shown().equals(List.of("demonstration")));
    browser.script("history.forward()");
    browser.waitFor(() -> shown().equals(List.of("run")));
    assertOnly("run");
  }

  @Test
  void everySectionHasALinkThatOpensIt() {
    for (String section : SECTIONS) {
      browser.visitPage(SERVICE.port(), section);
      assertOnly(section);
    }
    browser.visit("about:blank");
    browser.visit("http://127.0.0.1:" + SERVICE.port() + "/#experiment?kind=cpu&jobs=7");
    browser.waitFor(() -> shown().equals(List.of("experiments")));
    browser.waitFor(() -> browser.count("#experiment-form [type=submit]") == 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "PHONE", "WIDE"})
  void theLaneOfTheLoopStaysInSightWhileASectionIsUsed(Browser.Look look) {
    browser.look(look);
    browser.visitPage(SERVICE.port());
    for (String section : SECTIONS.subList(1, SECTIONS.size())) {
      browser.goTo(section);
      browser.script("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})");
      browser.waitFor(PageLayoutIT::theLoopIsInSight);

      assertThat(inSight("#quick-block")).as(section).isTrue();
      assertThat(inSight("#quick-offload")).as(section).isTrue();
      assertThat(stage()).as(section).isLessThan(look == Browser.Look.WIDE ? 1 : 0.5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "PHONE"})
  void theBeginningOfASectionIsNotCoveredByTheStage(Browser.Look look) {
    browser.look(look);
    for (String section : SECTIONS.subList(1, SECTIONS.size())) {
      browser.visitPage(SERVICE.port(), section);
      browser.waitFor(() -> topOf("#" + section + " h2") >= bottomOf("#timeline"));
      assertThat(topOf("#" + section + " h2")).isLessThan(height() / 2);
    }
    for (String section : SECTIONS.subList(1, SECTIONS.size())) {
      browser.goTo(section);
      browser.waitFor(() -> topOf("#" + section + " h2") >= bottomOf("#timeline"));
      assertThat(topOf("#" + section + " h2")).isLessThan(height() / 2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "PHONE"})
  void theBeginningOfASectionIsNotCoveredWhenTheStageGrows(Browser.Look look) {
    browser.look(look);
    for (String section : SECTIONS.subList(1, SECTIONS.size())) {
      browser.visitPage(SERVICE.port(), section);
      browser.waitFor(() -> topOf("#" + section + " h2") >= bottomOf("#timeline"));
      double before = bottomOf("#timeline");
      browser.script("document.querySelector('.stage-head').style.paddingBottom = '60px'");
      browser.waitFor(() -> bottomOf("#timeline") > before + 20);

      browser.waitFor(() -> topOf("#" + section + " h2") >= bottomOf("#timeline"));
    }
  }

  @Test
  void onAWideScreenASectionStandsBesideTheTimeline() {
    browser.look(Browser.Look.WIDE);
    browser.visitPage(SERVICE.port(), "run");

    browser.waitFor(PageLayoutIT::theLoopIsInSight);
    assertThat(inSight("#job-form [type=submit]")).isTrue();
    assertThat(
            (Boolean)
                browser.script(
                    """
                    const right = id => document.getElementById(id).getBoundingClientRect().right;
                    return right('run') > innerWidth - 100 && right('run') - right('timeline') > 600;
                    """))
        .isTrue();
  }

  @Test
  void whatHasTheFocusIsNotLeftCovered() {
    browser.visitPage(SERVICE.port(), "run");
    browser.waitFor(() -> bottomOf("#blocks summary") > bottomOf("#sight"));
    browser.tabTo("#blocks summary", Keys.SHIFT);

    browser.waitFor(() -> bottomOf("#blocks summary") <= bottomOf("#sight") + 1);
  }

  @Test
  void oneClickBesideTheTimelineBlocksTheLoopAndAnotherOffloadsTheSameCall() {
    browser.visitPage(SERVICE.port(), "lateness");
    browser.find("#quick-block").click();
    browser.waitFor(() -> newestJob().getString("strategy").equals("event-loop"));
    String first = newestJob().getString("id");
    browser.find("#quick-offload").click();
    browser.waitFor(() -> newestJob().getString("strategy").equals("execute-blocking"));

    for (String id : List.of(first, newestJob().getString("id"))) {
      JsonObject job = SERVICE.awaitEnd(id);
      assertThat(job.getString("state")).isEqualTo("succeeded");
      assertThat(job.getJsonObject("arguments").getString("duration")).isEqualTo("2s");
    }
    assertThat(browser.find("#quick-told").isDisplayed()).isFalse();
  }

  @Test
  void aQuickCallThatIsRefusedIsTold() {
    try (TestService service = new TestService("strategies.event-loop.enabled", "false").start()) {
      browser.visitPage(service.port());
      browser.click("#quick-block");

      browser.waitFor(() -> browser.find("#quick-told").isDisplayed());
      assertThat(browser.text("#quick-told")).contains("event-loop");
      browser.visit("about:blank");
      browser.complaints();
    }
  }

  @Test
  void theJobsThatAFullQueueRefusedAreCounted() {
    try (TestService service =
        new TestService(
                "strategies.execute-blocking.concurrency", "1",
                "strategies.execute-blocking.queue", "3")
            .start()) {
      browser.visitPage(service.port(), "run");
      browser.type("#job-form [name=duration]", "30s");
      browser.type("#job-form [name=howMany]", "10");
      browser.click("#job-form [type=submit]");

      browser.waitFor(() ->
          browser
              .text("#job-form .form-wrong")
              .equals("6 of 10 jobs were refused: the queue is full."));
      assertThat(browser.text("#job-form [role=status]")).isEmpty();
      assertThat(service.getJson("/jobs").getJsonArray("jobs")).hasSize(4);
      browser.visit("about:blank");
      browser.complaints();
    }
  }

  @Test
  void theHintOfADurationFollowsTheStrategyAndAnEmptyFieldShowsItsDefault() {
    browser.visitPage(SERVICE.port(), "run");
    String hint = "#job-form [data-field=duration] .hint";
    assertThat(browser.text(hint)).endsWith("0s to 10m");
    browser.click("#job-form [value=event-loop]");
    assertThat(browser.text(hint)).endsWith("0s to 10s by event-loop");

    browser.find("#job-form [name=duration]").clear();
    assertThat(browser.all("#job-form [name=duration]", "placeholder")).containsExactly("2s");
    assertThat(browser.text("#job-form code")).doesNotContain("duration=");
  }

  @Test
  void allFiguresOfTheRecentJobsHaveRoomOnAPhone() {
    String id =
        SERVICE
            .postJson("/jobs/sleep?duration=1ms&strategy=execute-blocking-ordered")
            .getString("id");
    SERVICE.awaitEnd(id);
    browser.look(Browser.Look.PHONE);
    browser.visitPage(SERVICE.port(), "run");

    browser.waitFor(() -> browser.text("#jobs tbody").contains("ms"));
    assertThat(
            (Boolean)
                browser.script(
                    """
                    const {scrollWidth, clientWidth} = document.getElementById('jobs').parentElement;
                    return scrollWidth <= clientWidth;
                    """))
        .isTrue();
  }

  @Test
  void withReducedMotionNothingMovesByItself() {
    browser.command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    browser.visitPage(SERVICE.port(), "run");

    assertThat(
            (Boolean)
                browser.script(
                    """
                    const styles = [...document.querySelectorAll('*')].map(each => getComputedStyle(each));
                    return styles.every(({scrollBehavior, transitionDuration, animationName}) =>
                      scrollBehavior === 'auto' && transitionDuration === '0s' && animationName === 'none');
                    """))
        .isTrue();
  }

  private static void assertOnly(String section) {
    assertThat(shown()).containsExactly(section);
    assertThat(browser.all("#sections [aria-current=page]", "href")).containsExactly("#" + section);
  }

  @SuppressWarnings("unchecked")
  private static List<String> shown() {
    return (List<String>)
        browser.script(
            """
            return [...document.querySelectorAll('.section')]
              .filter(each => each.getClientRects().length > 0).map(each => each.id);
            """);
  }

  /** The lane of the loop begins below the axis and its name, and is 122 pixels high. */
  private static boolean theLoopIsInSight() {
    return (Boolean)
        browser.script(
            """
            const canvas = document.getElementById('canvas').getBoundingClientRect();
            const sight = document.getElementById('sight').getBoundingClientRect();
            const {x, y} = {x: canvas.left + canvas.width / 2, y: canvas.top + 100};
            return canvas.top >= 0 && y < innerHeight && y < sight.bottom
              && document.getElementById('track').contains(document.elementFromPoint(x, y));
            """);
  }

  private static boolean inSight(String selector) {
    return (Boolean)
        browser.script(
            """
            const element = document.querySelector(arguments[0]);
            const {top, left, width, height} = element.getBoundingClientRect();
            return document.elementFromPoint(left + width / 2, top + height / 2) === element;
            """,
            selector);
  }

  /** How much of the screen the stage takes, from 0 to 1. */
  private static double stage() {
    return (bottomOf("#timeline") - topOf("#timeline")) / height();
  }

  private static double topOf(String selector) {
    return edge(selector, "top");
  }

  private static double bottomOf(String selector) {
    return edge(selector, "bottom");
  }

  private static double edge(String selector, String edge) {
    return ((Number)
            browser.script(
                "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]",
                selector,
                edge))
        .doubleValue();
  }

  private static double height() {
    return ((Number) browser.script("return innerHeight")).doubleValue();
  }

  private static JsonObject newestJob() {
    return SERVICE.getJson("/jobs?limit=1").getJsonArray("jobs").stream()
        .map(JsonObject.class::cast)
        .findFirst()
        .orElseGet(() -> new JsonObject().put("strategy", "none"));
  }
}
