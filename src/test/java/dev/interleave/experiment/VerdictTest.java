package dev.interleave.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.config.Settings;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.jobs.Origin;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.Percentiles;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import dev.interleave.timeline.LatenessFigures;
import dev.interleave.work.Arguments;
import dev.interleave.work.Sleep;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Arguments ARGUMENTS = Arguments.of(new Sleep().arguments(), Map.of());
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private Map<JobState, Integer> states = Map.of(JobState.SUCCEEDED, 10);
  private int rejected;
  private int samples = 100;
  private Duration late = Duration.ofMillis(1);
  private Duration control = Duration.ofMillis(1);
  private Result.SideBySide sideBySide = new Result.SideBySide(10, 5, 5, 5, 5, false);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aFreeLoopAndFullPermitsAreSaid() {
    assertThat(verdict())
        .isEqualTo(
            "Kept the loop free (99 of 100 samples at most 1.0 ms late); 2 waves of 5, because the"
                + " pool has 5 threads: 210 ms, 5.0 % over the ideal.");
  }

  @Test
  void aLoopThatIsNoLaterThanTheControlIsAsFreeAsAThread() {
    late = Duration.ofMillis(40);
    control = Duration.ofMillis(35);

    assertThat(verdict())
        .startsWith(
            "Kept the loop as free as a thread beside it (99 of 100 samples at most 40 ms and 35 ms"
                + " late); ");
  }

  @Test
  void aLoopThatIsLaterThanTheControlWasMadeLate() {
    late = Duration.ofMillis(40);

    assertThat(verdict())
        .startsWith("Made the loop late by up to 40 ms, and a thread beside it by 1.0 ms; ");
  }

  @Test
  void fewSamplesCarryNoPercentile() {
    samples = 99;

    assertThat(verdict()).startsWith("Kept the loop free (all 99 samples at most 1.0 ms late); ");
  }

  @Test
  void callsOnTheLoopStopItForAsLongAsItsLatenessSays() {
    sideBySide = new Result.SideBySide(10, 1, 1, 1, 1, true);
    late = Duration.ofMillis(98);

    assertThat(verdict())
        .startsWith(
            "Stopped the loop for up to 98 ms at a time, because the loop makes the calls itself;"
                + " one call after the other, because there is one loop: ");
  }

  @Test
  void callsBackToBackStopTheLoopForLongerThanEachOfThem() {
    sideBySide = new Result.SideBySide(10, 1, 1, 1, 1, true);
    late = Duration.ofMillis(310);

    assertThat(verdict())
        .startsWith(
            "Stopped the loop for up to 310 ms at a time, because the loop makes the calls itself,"
                + " one right after the other (each up to 100 ms); ");
  }

  @Test
  void orderedCallsAreSaidToBeKeptInOrder() {
    sideBySide = new Result.SideBySide(10, 5, 1, 1, 1, false);

    assertThat(verdict())
        .contains(
            "one call after the other, because they are kept in order, though the pool has 5"
                + " threads: ");
  }

  @Test
  void callsThatAllRunAtOnceAreNotLimitedByManyPermits() {
    sideBySide = new Result.SideBySide(10, 20_000, 20_000, 10, 10, false);

    assertThat(verdict())
        .contains("all 10 calls at once, because no more were asked for (of 20000 permits): ");
  }

  @Test
  void whatWasLostIsCounted() {
    states = Map.of(JobState.SUCCEEDED, 7, JobState.TIMED_OUT, 1, JobState.EXPIRED, 2);
    rejected = 3;

    assertThat(verdict())
        .endsWith(
            "; 3 jobs rejected, because the queue was full; 2 jobs expired in the queue; 1 job"
                + " interrupted by the call timeout.");
  }

  private String verdict() {
    Result result = result();
    Workload workload =
        new Workload(
            new Sleep(),
            ARGUMENTS,
            List.of(new Contender("any", 1, strategy(), ARGUMENTS)),
            10,
            Pools.EQUAL,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            1,
            Origin.of("r1"));
    return Verdict.on(
        result,
        new Experiment(
            1,
            workload,
            Estimate.of(workload, CallTime.DECLARED),
            Experiment.State.FINISHED,
            BEGUN,
            Optional.empty(),
            new Experiment.Progress(1, 1, "any", 1, false, 10, 10),
            List.of(result)));
  }

  private OpenStrategy strategy() {
    Strategy any = Strategies.ALL.getLast();
    Duration hour = Duration.ofHours(1);
    return new OpenStrategy(
        any,
        new Settings.Strategy(true, 5, 5, hour, hour, hour),
        Bulkhead.builder(vertx).name("any").build());
  }

  private Result result() {
    Duration makespan = Duration.ofMillis(210);
    Duration call = Duration.ofMillis(100);
    return new Result(
        "any",
        new Result.Ends(states, rejected),
        new Result.Speed(spread(makespan), Duration.ofMillis(200), 47.6),
        sideBySide,
        new Result.Calls(
            percentiles(10, Duration.ZERO),
            percentiles(10, call),
            spread(Duration.ZERO),
            spread(call)),
        new Result.LoopMeanwhile(
            late(late), late(control), new Result.Ticks(1, 0), 0, Duration.ZERO),
        new Result.ProcessUse(0, 0, OptionalLong.empty()),
        0,
        List.of(
            new Run(
                "any",
                1,
                1,
                new Loop(1, "a loop", 1),
                BEGUN,
                0,
                makespan,
                Duration.ofMillis(200),
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(),
                RunLateness.of(Lateness.NONE, Lateness.NONE))));
  }

  private static Spread spread(Duration median) {
    return Spread.of(List.of(median), 1);
  }

  private LatenessFigures late(Duration duration) {
    return new LatenessFigures(
        100, 0, percentiles(samples, duration), percentiles(samples, duration));
  }

  private static Percentiles percentiles(int count, Duration duration) {
    long nanos = duration.toNanos();
    return new Percentiles(count, nanos, nanos, nanos, nanos, nanos);
  }
}
