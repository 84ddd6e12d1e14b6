package dev.interleave.loop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures how late every event loop is, with a control beside the loop under test, and watches
 * that one. Every method is called on the service's context, unless it says otherwise.
 */
@SuppressWarnings("NullAway.Init") // Control and watchdog are there once it has started.
public final class Loops {
  /** The name of the control among the measured; a loop is named as its thread. */
  public static final String CONTROL = "control";

  private final Options options;
  private final InstantSource clock;
  private final Map<String, Measured> measured = new LinkedHashMap<>();
  private final GarbagePauses garbage = GarbagePauses.listen();
  private Control control;
  private Watchdog watchdog;

  /**
   * How to measure.
   *
   * @param interval between two beats, whole milliseconds from 1
   * @param limit how late a beat may be before the loop counts as blocked, from 5 ms
   */
  public record Options(Duration interval, Duration limit) {}

  private Loops(Options options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Starts to measure. Called in the start of the service's verticle.
   *
   * @param vertx the service's
   * @param onBlock told when the loop under test stands still, and when it is over; on the
   *     service's context
   * @return completes on the loop under test
   */
  public static Future<Loops> start(
      LoopUnderTest loop,
      Vertx vertx,
      Options options,
      InstantSource clock,
      Consumer<Block> onBlock) {
    Context here = vertx.getOrCreateContext();
    Loops loops = new Loops(options, clock);
    LatenessRecorder underTest = loops.measure(LoopUnderTest.THREAD_NAME);
    LatenessRecorder service = loops.measure(Thread.currentThread().getName());
    LatenessRecorder beside = loops.measure(CONTROL);
    Sampler.start(vertx, options.interval(), service, beat -> {});
    return loop.call(loopVertx -> {
      long firstDue =
          Sampler.start(loopVertx, options.interval(), underTest, loops::loopUnderTestHasBeaten);
      loops.control = Control.start(firstDue, options.interval(), beside);
      loops.watchdog =
          Watchdog.start(
              options,
              loops.control,
              loops.garbage,
              clock,
              block -> here.runOnContext(v -> onBlock.accept(block)));
      return Future.succeededFuture(loops);
    });
  }

  /** How it measures. */
  public Options options() {
    return options;
  }

  /** So long after a block it has been told. */
  public Duration toTell() {
    return Watchdog.toTell(options);
  }

  /** What has been measured since the window before. */
  public LatenessWindow nextWindow() {
    Map<String, Summary> summaries = summaries(Measured::takeWindow);
    return new LatenessWindow(clock.instant(), summaries);
  }

  /** What has been measured since the start. */
  public Map<String, Summary> sinceStart() {
    return summaries(each -> each.summary(each.total()));
  }

  /** All that has been measured of a loop, or of the control, up to now. */
  public Lateness lateness(String name) {
    return Objects.requireNonNull(measured.get(name), name).total().copy();
  }

  /** Ends the threads that are not an event loop's. */
  public void close() {
    watchdog.stop();
    control.stop();
    garbage.close();
  }

  /**
   * What was measured of a loop, or of the control.
   *
   * @param beats how many were made
   * @param missed due times that passed without one
   * @param raw a value for each beat
   * @param corrected a value for each due time
   * @param costNanos what the measuring itself has cost the thread since the start
   */
  public record Summary(
      long beats, long missed, Percentiles raw, Percentiles corrected, long costNanos) {}

  /**
   * What was measured for a while.
   *
   * @param at its end
   * @param summaries by the name of the loop, and of the control
   */
  public record LatenessWindow(Instant at, Map<String, Summary> summaries) {}

  private LatenessRecorder measure(String name) {
    LatenessRecorder recorder = new LatenessRecorder(options.interval().toNanos());
    measured.put(name, new Measured(recorder));
    return recorder;
  }

  private void loopUnderTestHasBeaten(long now) {
    watchdog.beat(now);
  }

  private Map<String, Summary> summaries(Function<Measured, Summary> summary) {
    Map<String, Summary> summaries = new LinkedHashMap<>();
    measured.forEach((name, each) -> summaries.put(name, summary.apply(each)));
    return summaries;
  }

  /** What one recorder has recorded: since the start, and since the last window. */
  private static final class Measured {
    private final LatenessRecorder recorder;
    private final Lateness fresh = new Lateness();
    private final Lateness window = new Lateness();
    private final Lateness total = new Lateness();

    Measured(LatenessRecorder recorder) {
      this.recorder = recorder;
    }

    Lateness total() {
      collect();
      return total;
    }

    Summary takeWindow() {
      collect();
      Summary summary = summary(window);
      window.clear();
      return summary;
    }

    Summary summary(Lateness lateness) {
      return new Summary(
          lateness.beats(),
          lateness.missed(),
          lateness.raw(),
          lateness.corrected(),
          recorder.costNanos());
    }

    private void collect() {
      recorder.moveTo(fresh);
      window.add(fresh);
      total.add(fresh);
      fresh.clear();
    }
  }
}
