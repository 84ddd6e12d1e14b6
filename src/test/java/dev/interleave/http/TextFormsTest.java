package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get in a terminal. */
class TextFormsTest {
  private static final int COLUMNS = 100;

  @RegisterExtension static final TestService SERVICE = new TestService();

  private static String failed;

  @BeforeAll
  static void letJobsEnd() {
    SERVICE.postJson("/jobs/sleep?duration=200ms&strategy=event-loop&wait=9s");
    try (EventReader timeline = SERVICE.open("/timeline?after=0")) {
      timeline.next("blocked");
    }
    SERVICE.postJson("/jobs/sleep?duration=1ms&strategy=execute-blocking-ordered&wait=9s");
    failed = SERVICE.postJson("/jobs/fail?duration=1ms&wait=9s").getString("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/loops",
        "/jobs",
        "/jobs/{failed}",
        "/strategies",
        "/kinds",
        "/scenarios",
        "/experiments"
      })
  void bothWaysOfAskingGiveTextThatFitsATerminal(String path) {
    String asked = path.replace("{failed}", failed);
    HttpResponse<String> named = SERVICE.get(asked + "?format=text");
    HttpResponse<String> accepted = SERVICE.get(asked, "Accept", "text/plain");

    for (HttpResponse<String> text : List.of(named, accepted)) {
      assertThat(text.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
      assertThat(text.headers().firstValue("Vary")).contains("accept");
      assertThat(text.body().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    }
  }

  @Test
  void theLoopsStandBesideTheControlAndAboveTheBlocks() {
    assertThat(SERVICE.get("/loops?format=text").body())
        .containsSubsequence("loop-under-test ", "control (a thread)", "blocked at", "Z ");
  }

  @Test
  void aListOfJobsHasWhatIsNeededToAskForOneAndForMore() {
    String page = SERVICE.get("/jobs?format=text&limit=1").body();

    assertThat(page).contains(failed, "older ones: /jobs?before=" + failed + "&format=text");
    assertThat(SERVICE.get("/jobs?format=text&state=queued").body()).isEqualTo("no jobs\n");
  }

  @Test
  void aJobSaysWhyItFailed() {
    assertThat(SERVICE.get("/jobs/" + failed + "?format=text").body())
        .containsPattern("state +failed\n")
        .containsPattern("error +java.io.IOException: failed as asked\n");
  }

  @Test
  void strategiesShowTheirLoadAndKindsTheirArguments() {
    assertThat(SERVICE.get("/strategies?format=text").body()).contains("event-loop", "0/1 ");
    assertThat(SERVICE.get("/kinds?format=text").body()).contains("sleep: ", "    duration=2s  ");
  }

  @Test
  void scenariosSayWhatTheyShowAndExperimentsHaveTheirList() {
    assertThat(SERVICE.get("/scenarios?format=text").body()).startsWith("blocking: ");
    assertThat(SERVICE.get("/experiments?format=text").body()).isEqualTo("no experiments\n");
  }
}
