package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plug-ins that do what they should not. */
class HostilePlugInsTest {
  private static final int MIB = 1024 * 1024;

  @TempDir static Path folder;
  private static TestService service;

  @BeforeAll
  static void start() {
    new PlugInJar()
        .kind(
            "Rename",
            "run",
            """
            Thread.currentThread().setName("one\\r\\ntwo");
            Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
            Thread.currentThread().setContextClassLoader(null);
            Thread.currentThread().interrupt();
            return 1;\
            """)
        .kind(
            "Look",
            "run",
            """
            Thread own = Thread.currentThread();
            return own.getName() + " " + own.getPriority() + " " + own.isInterrupted();\
            """)
        .kind("Deep", "run", "return run(arguments);")
        .kind("Missing", "run", "throw new NoClassDefFoundError(\"lib/Gone\");")
        .kind("Huge", "run", "return new long[Integer.MAX_VALUE];")
        .kind(
            "Odd",
            "members",
            """
            static final class Oddity extends Error {
              public String getMessage() { throw this; }
              public String toString() { throw this; }
              public Throwable getCause() { throw this; }
            }\
            """,
            "run",
            "throw new Oddity();")
        .kind(
            "Deadlock",
            "members",
            """
            private final java.util.concurrent.ExecutorService pool =
                java.util.concurrent.Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().factory());\
            """,
            "run",
            "return pool.submit(() -> pool.submit(() -> 1).get()).get();")
        .kind(
            "Large",
            "run",
            """
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
              all.add(new java.math.BigDecimal("1234567890".repeat(10)));
            }
            return all;\
            """)
        .write(folder.resolve("hostile.jar"));
    service =
        new TestService(
                "plugins.folder", folder.toString(),
                "jobs.keep-bytes", "8MiB",
                "strategies.virtual-thread.call-timeout", "500ms")
            .start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void whatACallChangesOfItsThreadIsPutBack() {
    for (Strategy strategy : Strategies.ALL) {
      for (int i = 0; i < 25; i++) {
        service.post("/jobs/rename?wait=9s&strategy=" + strategy.name());
      }
      for (int i = 0; i < 25; i++) {
        JsonObject job = service.postJson("/jobs/look?wait=9s&strategy=" + strategy.name());
        assertThat(job.getString("result"))
            .matches(
                "(execute-blocking|worker-verticle|loop-under-test|vert.x-virtual-thread).* 5 false")
            .isEqualTo(job.getJsonObject("thread").getString("name") + " 5 false");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "deep, java.lang.StackOverflowError",
    "missing, java.lang.NoClassDefFoundError",
    "huge, java.lang.OutOfMemoryError",
    "odd, plugged.Odd$Oddity",
  })
  void anErrorFailsItsJobAndTheServiceGoesOn(String kind, String type) {
    for (Strategy strategy : Strategies.ALL) {
      String query = "?wait=20s&strategy=" + strategy.name();

      JsonObject job = service.postJson("/jobs/" + kind + query);

      assertThat(job.getString("state")).as(strategy.name()).isEqualTo("failed");
      assertThat(job.getJsonObject("error").getString("type")).isEqualTo(type);
      assertThat(service.postJson("/jobs/look" + query).getString("state")).isEqualTo("succeeded");
    }
  }

  @Test
  void aCallThatWaitsForItselfIsTimedOut() {
    JsonObject job = service.postJson("/jobs/deadlock?wait=20s&strategy=virtual-thread");

    assertThat(job.getString("state")).isEqualTo("timed-out");
  }

  @Test
  void resultsAreKeptWithinABoundWhoeverHasSeenThem() {
    service.postJson("/jobs/large?wait=20s");
    long before = liveBytes();

    try (EventReader timeline = service.open("/timeline")) {
      for (int i = 0; i < 1000; i++) {
        JsonObject job = service.postJson("/jobs/large?wait=20s");
        assertThat(job.getJsonArray("result")).hasSize(1000);
        service.awaitEnd(job.getString("id"));
      }
      JsonObject last =
          timeline.next(event -> event.name().equals("finished")).data().getJsonObject("job");
      assertThat(last.getString("result")).isEqualTo("…");
    }

    // All of them would take 200 MB and more.
    assertThat(liveBytes() - before).isLessThan(40 * MIB);
    JsonObject page = service.getJson("/jobs?kind=large&limit=500");
    assertThat(page.getJsonArray("jobs").size()).isBetween(10, 80);
    assertThat(page.getString("next")).isNull();
  }

  private static long liveBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
