package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverloadTest {
  private static final int REFUSALS = 20;

  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "strategies.execute-blocking.concurrency", "1", "strategies.execute-blocking.queue", "0");

  @Test
  void aClientThatComesAgainAtOnceWaitsAMomentForEachRefusal() {
    SERVICE.post("/jobs/sleep?duration=1m");

    long start = System.nanoTime();
    for (int i = 0; i < REFUSALS; i++) {
      assertThat(SERVICE.post("/jobs/sleep").statusCode()).isEqualTo(429);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20).multipliedBy(REFUSALS));
  }
}
