package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.page.Needs;
import dev.interleave.page.Program;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clock of the process is libfaketime's. Only the wall clock is: an old workaround of the
 * library for clocks that are not would stop the JVM, and it would stop the timers of Netty's
 * epoll, so the process has NIO.
 */
@Faults(Chapter.SURROUNDINGS)
@Needs(what = "the fault of the clock that jumps", programs = Program.FAKETIME)
class ClockIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern SECOND = Pattern.compile("(?m)^ *(-?[0-9.]+)s ");
  private static final double LONGEST_MS = 60_000;

  @Fault(
      value = "the clock jumps forward by a day, and back",
      promise =
          "Jobs, time-outs and ticks take as long as ever; the text timeline counts seconds as they"
              + " pass.")
  void theClockJumps(Seen seen) throws Exception {
    Setup setup = Setup.fresh();
    Path clock = setup.folder().resolve("clock");
    set(clock, "+0");
    setup
        .variable("FAKETIME_TIMESTAMP_FILE", clock.toString())
        .variable("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .variable("FAKETIME_CACHE_DURATION", "1")
        .variable("FAKETIME_FORCE_MONOTONIC_FIX", "0")
        .option("-Dio.netty.transport.noNative=true")
        .prepare("export LD_PRELOAD='" + library() + "'");
    try (Trial trial = Trial.start(setup, seen);
        Connection timeline = Connection.to(trial.port())) {
      timeline.request("GET", "/timeline?format=text");
      assertThat(timeline.answer("GET").status()).isEqualTo(200);
      List<Double> seconds = new ArrayList<>();
      List<JsonObject> jobs = new ArrayList<>();
      for (String time : List.of("+1d", "+0", "-1d", "+0")) {
        String job = trial.accepted("sleep?duration=2s");
        set(clock, time);
        Await.until("the clock of the process shows it", PATIENCE, () -> jumped(trial, time));
        JsonObject other = trial.ended("sleep?duration=100ms");
        Await.until(
            "the job has ended", PATIENCE, () -> trial.job(job).getString("finished") != null);
        jobs.add(trial.job(job));
        jobs.add(other);
        seconds.add(second(timeline));
      }
      double longest = jobs.stream().mapToDouble(job -> job.getDouble("runMs")).max().orElseThrow();
      double shortest =
          jobs.stream().mapToDouble(job -> job.getDouble("runMs")).min().orElseThrow();
      double longestWait =
          jobs.stream().mapToDouble(job -> job.getDouble("queueWaitMs")).max().orElseThrow();
      seen.fact(
          "four jumps; calls of 0.1 and 2 s took %,.0f to %,.0f ms, after at most"
              + " %,.0f ms in the queue; the timeline's seconds: %s",
          shortest, longest, longestWait, seconds);
      assertThat(jobs).extracting(job -> job.getString("state")).containsOnly("succeeded");
      assertThat(shortest).isGreaterThanOrEqualTo(90);
      assertThat(longest).isLessThan(LONGEST_MS);
      assertThat(longestWait).isBetween(0.0, LONGEST_MS);
      assertThat(seconds).isSorted();
      assertThat(seconds.getLast()).isBetween(0.0, 120.0);
      trial.keepsThePromise();
    }
  }

  private static boolean jumped(Trial trial, String time) throws IOException {
    JsonObject job = trial.ended("sleep?duration=1ms");
    long off = Duration.between(Instant.now(), job.getInstant("submitted")).toMinutes();
    return switch (time) {
      case "+1d" -> off > 600;
      case "-1d" -> off < -600;
      default -> Math.abs(off) < 600;
    };
  }

  /** Of the newest line that has come so far. */
  private static double second(Connection timeline) throws Exception {
    double second = 0;
    long until = System.nanoTime() + Duration.ofMillis(200).toNanos();
    while (System.nanoTime() < until) {
      Matcher line = SECOND.matcher(timeline.chunk());
      second = line.find() ? Double.parseDouble(line.group(1)) : second;
    }
    return second;
  }

  private static void set(Path clock, String time) throws IOException {
    Path next = clock.resolveSibling("clock.next");
    Files.writeString(next, time + "\n");
    Files.move(next, clock, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What faketime would load; it knows where that is installed. */
  private static String library() throws IOException {
    Process tells =
        new ProcessBuilder(
                Program.FAKETIME.installed().toString(),
                "-m",
                "now",
                "sh",
                "-c",
                "echo $LD_PRELOAD")
            .start();
    try (BufferedReader reader = tells.inputReader()) {
      return reader.readLine();
    }
  }
}
