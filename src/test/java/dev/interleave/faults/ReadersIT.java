package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Faults(Chapter.CLIENTS)
class ReadersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Fault(
      value = "2,000 watchers that never read, half of the ticker and half of the timeline",
      promise =
          "What the service holds for each is bounded (`streams.write-queue`). Each is cut off"
              + " (`streams.max-lost`), and its connection is gone after `http.idle-timeout`. A watcher"
              + " that reads has all ticks.")
  void watchersNeverRead(Seen seen) throws Exception {
    int deaf = Scale.of(2000, 400);
    Setup setup =
        Setup.fresh()
            .set("ticker.interval", "20ms")
            .set("http.idle-timeout", "12s")
            .set("http.max-wait", "10s")
            .set("streams.heartbeat", "5s")
            .set("streams.max-lost", "150")
            .set("streams.send-buffer", "4KiB")
            .set("streams.write-queue", "1KiB");
    try (Trial trial = Trial.start(setup, seen)) {
      List<Connection> watchers = new ArrayList<>();
      try {
        int descriptors = trial.subject().descriptors();
        for (int i = 0; i < deaf; i++) {
          Connection watcher = Connection.withSmallBuffer(trial.port());
          watchers.add(watcher);
          watcher.request("GET", i % 2 == 0 ? "/ticker" : "/timeline");
        }
        trial.ticks().awaitMore(10);
        int open = trial.subject().descriptors() - descriptors;
        long held = trial.subject().level().heapMib() - trial.before().heapMib();
        long missed = trial.ticks().missed();
        double late = trial.ticks().latestMs();
        long start = System.nanoTime();
        Await.until(
            "they are cut off", PATIENCE, () -> trial.subject().descriptors() <= descriptors + 4);
        seen.fact(
            "%,d of them open; heap meanwhile: %d MiB more; all gone after %.0f s",
            open, held, (System.nanoTime() - start) / 1e9);
        seen.fact("ticks missed until then: %d, the latest came %,.0f ms late", missed, late);
        assertThat(held).as("MiB for %d watchers", deaf).isLessThan(16 + deaf / 32);
      } finally {
        for (Connection watcher : watchers) {
          watcher.close();
        }
      }
      trial.keepsThePromise();
    }
  }
}
