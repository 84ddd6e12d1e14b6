package dev.interleave.experiment;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
import dev.interleave.monitor.Percentiles;
import dev.interleave.values.Durations;
import dev.interleave.work.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a strategy's figures mean, in one sentence that says why. It is derived from the figures
 * alone. The constants here are the limits between one wording and another.
 */
public final class Verdict {
  /** Nobody notices a loop that is later than the control by less than this. */
  private static final Duration UNNOTICED = Duration.ofMillis(10);

  /** A wait counts if it is longer than this part of the call's own time. */
  private static final double WAITS = 0.5;

  /** A call counts as slowed if it takes so many times as long as with the best strategy. */
  private static final double SLOWED = 1.5;

  /** A stop of the loop is more than one call if it is so many times as long. */
  private static final double SEVERAL = 1.2;

  /** The processors are busy if the process uses more than this part of their time. */
  private static final double BUSY = 0.75;

  /** Below this, the percentage over the ideal says nothing. */
  private static final Duration WORTH_A_PERCENTAGE = Duration.ofMillis(20);

  private final Result result;
  private final Result.Ends ends;
  private final Result.Speed speed;
  private final Result.SideBySide sideBySide;
  private final Result.Calls calls;
  private final Experiment experiment;

  private Verdict(Result result, Experiment experiment) {
    this.result = result;
    this.ends = result.ends();
    this.speed = result.speed();
    this.sideBySide = result.sideBySide();
    this.calls = result.calls();
    this.experiment = experiment;
  }

  /** The sentence on one of an experiment's results. */
  public static String on(Result result, Experiment experiment) {
    return new Verdict(result, experiment).sentence();
  }

  private String sentence() {
    List<String> parts = new ArrayList<>();
    if (calls.made() == 0) {
      parts.add("Made no call");
    } else {
      parts.add(loop());
      parts.add(experiment.workload().rate().isPresent() ? arrivals() : waves());
      slowed(parts);
    }
    lost(parts);
    return String.join("; ", parts) + ".";
  }

  private String loop() {
    if (sideBySide.onTheLoop()) {
      return stopped();
    }
    Percentiles loop = result.loop().late().corrected();
    Percentiles beside = result.loop().control().corrected();
    boolean areEnough = Carried.p99(loop).isPresent() && Carried.p99(beside).isPresent();
    long late = areEnough ? loop.p99() : loop.max();
    long control = areEnough ? beside.p99() : beside.max();
    String most = areEnough ? "99 of 100 samples" : "all %d samples".formatted(loop.count());
    if (late - control > UNNOTICED.toNanos()) {
      return "Made the loop late by up to %s, and a thread beside it by %s"
          .formatted(time(late), time(control));
    }
    return late > UNNOTICED.toNanos() && control >= late * WAITS
        ? "Kept the loop as free as a thread beside it (%s at most %s and %s late)"
            .formatted(most, time(late), time(control))
        : "Kept the loop free (%s at most %s late)".formatted(most, time(late));
  }

  /**
   * The loop's lateness says how long it stood still. A call may be shorter, because the loop makes
   * the next one before it does anything else.
   */
  private String stopped() {
    long stood = result.loop().late().corrected().max();
    long longest = calls.run().max();
    String why =
        stood > longest * SEVERAL
            ? "the loop makes the calls itself, one right after the other (each up to %s)"
                .formatted(time(longest))
            : "the loop makes the calls itself";
    return "Stopped the loop for up to %s at a time, because %s".formatted(time(stood), why);
  }

  private String waves() {
    int perRun = Math.ceilDiv(calls.made(), result.runs().size());
    int most = sideBySide.most();
    int permits = sideBySide.allowed();
    // The ideal counts permits, and most permits are of no use without a free processor.
    boolean isAboutProcessors = most > 1 && most < Math.min(perRun, permits) && isBusy();
    String how;
    if (perRun == 1) {
      how = "one call";
    } else if (most == 1) {
      how = "one call after the other, because " + whyOneByOne();
    } else if (most >= perRun && perRun == experiment.workload().jobs()) {
      how =
          permits == perRun
              ? "all %d calls at once, because there are %d permits".formatted(perRun, permits)
              : "all %d calls at once, because no more were asked for (of %d permits)"
                  .formatted(perRun, permits);
    } else if (most == permits) {
      how =
          "%s, because %s"
              .formatted(
                  waves(perRun, most),
                  sideBySide.threads() == permits
                      ? "the pool has %d threads".formatted(permits)
                      : "there are %d permits".formatted(permits));
    } else if (most == sideBySide.inFlight()) {
      how =
          waves(perRun, most)
              + ", because no more were in flight (of %d permits)".formatted(permits);
    } else if (isPinned()) {
      how =
          "at most %d calls at once, because %s, and a virtual thread in native code holds its"
                  .formatted(most, processors())
              + " carrier, of which there is one for each";
    } else if (isBusy()) {
      how = "at most %d calls at once, because %s".formatted(most, processors());
    } else {
      how = "at most %d calls at once, of %d permits".formatted(most, permits);
    }
    return "%s: %s%s"
        .formatted(how, time(speed.makespan().median()), isAboutProcessors ? "" : overIdeal());
  }

  private String whyOneByOne() {
    if (sideBySide.onTheLoop()) {
      return "there is one loop";
    }
    if (sideBySide.inFlight() == 1) {
      return "only one was in flight";
    }
    if (sideBySide.allowed() > 1) {
      return "each had ended before the next could begin";
    }
    if (sideBySide.concurrency() == 1) {
      return "there is one permit";
    }
    return "they are kept in order, though "
        + (isVirtual()
            ? "their threads are virtual"
            : "the pool has %d threads".formatted(sideBySide.concurrency()));
  }

  private boolean isPinned() {
    return experiment.workload().kind() instanceof Pin
        && sideBySide.most() == Runtime.getRuntime().availableProcessors()
        && isVirtual();
  }

  private boolean isVirtual() {
    return result.runs().stream()
        .flatMap(run -> run.calls().stream())
        .flatMap(call -> call.thread().stream())
        .anyMatch(Job.Worker::virtual);
  }

  private static String waves(int calls, int most) {
    int waves = Math.ceilDiv(calls, most);
    return calls % most == 0
        ? "%d waves of %d".formatted(waves, most)
        : "%d waves of up to %d".formatted(waves, most);
  }

  private String overIdeal() {
    if (speed.ideal().compareTo(WORTH_A_PERCENTAGE) < 0) {
      return "";
    }
    double over = (double) speed.makespan().median().toNanos() / speed.ideal().toNanos() - 1;
    return String.format(Locale.ROOT, ", %.1f %% over the ideal", Math.max(0, over * 100));
  }

  private String arrivals() {
    int rate = experiment.workload().rate().orElseThrow();
    int most = sideBySide.most();
    int permits = sideBySide.allowed();
    long waited = calls.queueWait().max();
    boolean hadToWait =
        most >= permits
            && waited > Math.max((double) UNNOTICED.toNanos(), WAITS * calls.run().p50());
    return hadToWait || lost() > 0
        ? "fell behind %s a second with %d of %s in use: a call waited up to %s"
            .formatted(several(rate, "call"), most, several(permits, "permit"), time(waited))
        : "kept up with %s a second in at most %d of %s"
            .formatted(several(rate, "call"), most, several(permits, "permit"));
  }

  private void slowed(List<String> parts) {
    Spread own = calls.runOfRuns();
    Spread best =
        experiment.results().stream()
            .filter(other -> other.calls().made() > 0)
            .map(other -> other.calls().runOfRuns())
            .min(Comparator.comparing(Spread::median))
            .orElse(own);
    double times = (double) own.median().toNanos() / Math.max(1, best.median().toNanos());
    if (areSameCalls()
        && times >= SLOWED
        && own.differsFrom(best)
        && own.median().compareTo(UNNOTICED) > 0
        && sideBySide.most() > 1) {
      parts.add(
          String.format(
              Locale.ROOT,
              "a call took %.1f times as long as with the best strategy, because %s",
              times,
              isBusy() ? processors() : "side by side they slow each other down"));
    }
  }

  private boolean areSameCalls() {
    return experiment.workload().contenders().stream()
            .map(contender -> contender.arguments().written())
            .distinct()
            .count()
        == 1;
  }

  private boolean isBusy() {
    double seconds =
        result.runs().stream().mapToDouble(run -> run.makespan().toNanos()).sum() / 1e9;
    return result.process().cpuSeconds()
        > BUSY * seconds * Runtime.getRuntime().availableProcessors();
  }

  private static String processors() {
    return "there are %d processors".formatted(Runtime.getRuntime().availableProcessors());
  }

  private int lost() {
    return ends.rejected() + ends.count(JobState.EXPIRED);
  }

  private void lost(List<String> parts) {
    add(parts, ends.rejected(), "rejected, because the queue was full");
    add(parts, ends.count(JobState.EXPIRED), "expired in the queue");
    add(parts, ends.count(JobState.TIMED_OUT), "interrupted by the call timeout");
    add(parts, ends.count(JobState.FAILED), "failed");
    add(parts, ends.count(JobState.CANCELLED), "cancelled by somebody else");
    if (result.otherJobs() > 0) {
      parts.add(several(result.otherJobs(), "call") + " of others ran meanwhile");
    }
  }

  private static void add(List<String> parts, int count, String fate) {
    if (count > 0) {
      parts.add("%s %s".formatted(several(count, "job"), fate));
    }
  }

  private static String several(long count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  private static String time(Duration duration) {
    return Durations.rounded(duration);
  }

  private static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }
}
