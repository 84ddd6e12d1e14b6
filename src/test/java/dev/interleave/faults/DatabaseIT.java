package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.PlugInJar;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

@Faults(Chapter.SURROUNDINGS)
class DatabaseIT {
  private static final int CONNECTIONS = 4;

  @Fault(
      value = "the database of `jdbc` goes away under running queries",
      promise = "Their jobs end; the next ones have a database again.")
  void theDatabaseIsGone(Seen seen) throws Exception {
    PlugInJar shutdown =
        new PlugInJar()
            .kind(
                "Shutdown",
                "run",
                """
                var field = Class.forName("org.h2.engine.Engine").getDeclaredField("DATABASES");
                field.setAccessible(true);
                int gone = 0;
                for (Object name : List.copyOf(((Map<?, ?>) field.get(null)).keySet())) {
                  try (var connection = java.sql.DriverManager.getConnection("jdbc:h2:mem:" + name);
                      var statement = connection.createStatement()) {
                    statement.execute("SHUTDOWN IMMEDIATELY");
                    gone++;
                  }
                }
                return gone;
                """);
    Setup setup =
        Setup.fresh()
            .plugIn("shutdown", shutdown)
            .set("store.url", "memory")
            .set("jdbc.pool-size", "" + CONNECTIONS)
            .set("jdbc.connection-timeout", "2s");
    try (Trial trial = Trial.start(setup, seen)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        trial.accepted("jdbc?duration=2s");
      }
      trial.awaitLoad("running", CONNECTIONS);
      JsonObject gone = trial.ended("shutdown");
      assertThat(gone.getValue("result")).as(gone.encode()).isEqualTo(1);
      trial.everyJobHasEnded();
      String states = String.join(", ", trial.ledger().byState().keySet());
      JsonObject next = trial.ended("jdbc?duration=10ms");
      seen.fact("the queries under way: %s; the next: %s", states, next.getString("state"));
      assertThat(next.getString("state")).as(next.encode()).isEqualTo("succeeded");
      trial.keepsThePromise();
    }
  }

  @Fault(
      value = "no connection to the database is free",
      promise =
          "A job that gets none in `jdbc.connection-timeout` fails with the reason; later ones"
              + " succeed.")
  void thePoolIsUsedUp(Seen seen) throws Exception {
    Setup setup =
        Setup.fresh()
            .set("jdbc.pool-size", "" + CONNECTIONS)
            .set("jdbc.connection-timeout", "500ms");
    try (Trial trial = Trial.start(setup, seen)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        trial.accepted("jdbc?duration=3s");
      }
      trial.awaitLoad("running", CONNECTIONS);
      JsonObject without = trial.ended("jdbc?duration=10ms");
      trial.everyJobHasEnded();
      JsonObject later = trial.ended("jdbc?duration=10ms");
      seen.fact(
          "without a connection: %s (%s); later: %s",
          without.getString("state"),
          Stream.of(without.getJsonObject("error").getString("message").split(" \\("))
              .findFirst()
              .get(),
          later.getString("state"));
      assertThat(without.getString("state")).isEqualTo("failed");
      assertThat(later.getString("state")).isEqualTo("succeeded");
      trial.keepsThePromise();
    }
  }
}
