package dev.interleave.experiment;

import dev.interleave.loop.Percentiles;
import dev.interleave.offload.State;
import dev.interleave.values.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a strategy's figures mean, in one sentence that says why. Derived from the figures alone;
 * the numbers at which one word gives way to another stand here.
 */
public final class Verdict {
  /** The loop adds less to the control's lateness than a beat's interval: nobody notices. */
  private static final Duration UNNOTICED = Duration.ofMillis(10);

  /** The loop was late by about as long as a call took: it ran the calls, or waited for them. */
  private static final double ABOUT_A_CALL = 0.5;

  /** A call that takes so many times as long as under the best strategy waits for something. */
  private static final double SLOWED = 1.5;

  /** Of the processors' time: there is hardly any left. */
  private static final double BUSY = 0.75;

  private final Result result;
  private final Experiment experiment;

  private Verdict(Result result, Experiment experiment) {
    this.result = result;
    this.experiment = experiment;
  }

  /** The sentence on one of an experiment's results. */
  public static String on(Result result, Experiment experiment) {
    return new Verdict(result, experiment).sentence();
  }

  private String sentence() {
    List<String> parts = new ArrayList<>();
    parts.add(loop());
    if (result.made() > 0) {
      parts.add(experiment.workload().rate().isPresent() ? arrivals() : waves());
      slowed(parts);
    }
    lost(parts);
    return String.join("; ", parts) + ".";
  }

  private String loop() {
    Percentiles late = result.late().corrected();
    Percentiles added = late.above(result.control().corrected());
    if (added.max() <= UNNOTICED.toNanos()) {
      return "Kept the loop free (at most %s late)".formatted(time(late.max()));
    }
    if (added.max() >= ABOUT_A_CALL * result.run().p50() && result.onTheLoop()) {
      return "Stopped the loop for up to %s at a time, because the loop makes the calls itself"
          .formatted(time(late.max()));
    }
    return "Made the loop late by up to %s, and a plain thread beside it by %s"
        .formatted(time(late.max()), time(result.control().corrected().max()));
  }

  private String waves() {
    int calls = result.made() / result.runs().size();
    int most = result.mostSideBySide();
    int places = result.placesSideBySide();
    String how;
    if (most == 1) {
      how = "one call after the other, because " + whyOne(places);
    } else if (most >= calls) {
      how = "all %d calls at once, because there are %d places".formatted(calls, places);
    } else if (most == places) {
      how = waves(calls, most) + ", because the pool has %d threads".formatted(places);
    } else if (most == result.inFlight()) {
      how =
          waves(calls, most) + ", because no more were in flight (of %d places)".formatted(places);
    } else {
      how = "at most %d calls at once, of %d places".formatted(most, places);
    }
    return "%s: %s, %s".formatted(how, time(result.makespan().median()), overIdeal());
  }

  private String whyOne(int places) {
    if (result.onTheLoop()) {
      return "there is one loop";
    }
    return result.inFlight() == 1 && places > 1
        ? "only one was in flight"
        : places == 1 ? "they are kept in order" : "none was there in time to run beside another";
  }

  private static String waves(int calls, int most) {
    int waves = Math.ceilDiv(calls, most);
    return calls % most == 0
        ? "%d waves of %d".formatted(waves, most)
        : "%d waves of up to %d".formatted(waves, most);
  }

  private String overIdeal() {
    double over = (double) result.makespan().median().toNanos() / result.ideal().toNanos() - 1;
    return String.format(Locale.ROOT, "%.1f %% over the ideal", Math.max(0, over * 100));
  }

  private String arrivals() {
    int rate = experiment.workload().rate().orElseThrow();
    long waited = result.queueWait().max();
    return waited <= ABOUT_A_CALL * result.run().p50()
        ? "kept up with %d calls a second on at most %d threads"
            .formatted(rate, result.mostSideBySide())
        : "fell behind %d calls a second with %d of %d places in use: a call waited up to %s"
            .formatted(rate, result.mostSideBySide(), result.placesSideBySide(), time(waited));
  }

  private void slowed(List<String> parts) {
    long best =
        experiment.results().stream()
            .filter(other -> other.made() > 0)
            .mapToLong(other -> other.run().p50())
            .min()
            .orElse(Long.MAX_VALUE);
    double times = (double) result.run().p50() / Math.max(1, best);
    if (times < SLOWED || result.run().p50() < UNNOTICED.toNanos()) {
      return;
    }
    double busy =
        result.cpuSeconds()
            / (result.makespan().median().toNanos() / 1e9)
            / result.runs().size()
            / Runtime.getRuntime().availableProcessors();
    parts.add(
        String.format(
            Locale.ROOT,
            "a call took %.1f times as long as with the best strategy, %s",
            times,
            busy > BUSY
                ? "because the processors were busy: more threads do not help"
                : "because calls wait for each other somewhere below: connections, locks"));
  }

  private void lost(List<String> parts) {
    add(parts, result.refused(), "refused, because the queue was full");
    add(parts, result.count(State.EXPIRED), "expired in the queue");
    add(parts, result.count(State.TIMED_OUT), "interrupted after the longest time allowed");
    add(parts, result.count(State.FAILED), "failed");
    add(parts, result.count(State.CANCELLED), "cancelled by somebody else");
    if (result.otherJobs() > 0) {
      parts.add("%d calls of others ran meanwhile".formatted(result.otherJobs()));
    }
  }

  private static void add(List<String> parts, int count, String fate) {
    if (count > 0) {
      parts.add("%d jobs %s".formatted(count, fate));
    }
  }

  private static String time(Duration duration) {
    return Durations.rounded(duration);
  }

  private static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }
}
