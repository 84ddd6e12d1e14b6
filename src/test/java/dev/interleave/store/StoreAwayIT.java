package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.TestService;
import dev.interleave.page.Needs;
import dev.interleave.page.Program;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The database stops while the service runs, and comes back. */
@Needs(what = "the store that goes away", programs = Program.POSTGRESQL)
class StoreAwayIT {
  private static final String JOB = "/jobs/sleep?duration=1ms";

  @Test
  void nothingIsAcceptedMeanwhileAndWhatRanIsRecordedLater() {
    try (Postgres postgres = Postgres.start();
        TestService service =
            new TestService("store.url", postgres.url(), "store.user", postgres.user()).start()) {
      JsonObject before = service.postJson(JOB + "&wait=20s");
      JsonObject runs = service.postJson("/jobs/sleep?duration=2s");

      postgres.stop();
      HttpResponse<String> refused = post(service, status -> status != 202);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(TestService.json(refused).getString("type")).endsWith("store-away");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(state(service, before)).isEqualTo("succeeded");
      assertThat(state(service, runs)).isEqualTo("running");
      assertThat(service.get("/metrics").body()).contains("interleave_store_away 1");
      assertThat(service.getJson("/health/live").getString("status")).isEqualTo("UP");

      postgres.startAgain();
      HttpResponse<String> accepted = post(service, status -> status == 202);
      assertThat(service.get("/metrics").body()).contains("interleave_store_away 0");
      assertThat(service.awaitEnd(runs.getString("id")).getString("state")).isEqualTo("succeeded");
      assertThat(service.awaitEnd(TestService.json(accepted).getString("id")).getString("state"))
          .isEqualTo("succeeded");
    }
  }

  @Test
  void twoServicesDoNotShareADatabase() {
    try (Postgres postgres = Postgres.start()) {
      String[] settings = {"store.url", postgres.url(), "store.user", postgres.user()};
      try (TestService first = new TestService(settings).start()) {
        assertThat(first.post(JOB).statusCode()).isEqualTo(202);
        assertThatThrownBy(() -> new TestService(settings).start())
            .hasMessage(
                "store.url: %s is in use; another process has it open".formatted(postgres.url()));
      }

      new TestService(settings).start().close();
    }
  }

  private static String state(TestService service, JsonObject job) {
    return service.getJson("/jobs/" + job.getString("id")).getString("state");
  }

  private static HttpResponse<String> post(TestService service, IntPredicate until) {
    HttpResponse<String> answer = service.post(JOB);
    while (!until.test(answer.statusCode())) {
      answer = service.post(JOB);
    }
    return answer;
  }
}
