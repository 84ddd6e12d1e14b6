package dev.interleave.format;

import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.MeasuredCall;
import dev.interleave.experiment.Run;
import dev.interleave.jobs.Job;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.BlockReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An experiment in Chrome's trace-event format, which Perfetto opens: a process for each run, a
 * track for each thread, a slice for each call, and the ticks and blocks of the loop as instants.
 * Times are whole microseconds since the experiment began, because importers cut off fractions. A
 * thread makes one call at a time, so no slices overlap; importers would drop those that do.
 */
public final class TraceJson {
  private final Experiment experiment;
  private final JsonArray events = new JsonArray();
  private int newestTrack;

  /** When the experiment began, by {@link System#nanoTime()}. */
  private long origin;

  private TraceJson(Experiment experiment) {
    this.experiment = experiment;
  }

  /** Not for an event loop: a large experiment takes a while. */
  public static String of(Experiment experiment) {
    TraceJson trace = new TraceJson(experiment);
    trace.addAll(
        experiment.results().stream()
            .flatMap(result -> result.runs().stream())
            .sorted(Comparator.comparingInt(Run::position))
            .toList());
    return new JsonObject()
        .put("displayTimeUnit", "ms")
        .put("otherData", ExperimentJson.experiment(experiment))
        .put("traceEvents", trace.events)
        .encode();
  }

  private void addAll(List<Run> runs) {
    runs.stream().findFirst().ifPresent(first -> origin = origin(first));
    newestTrack = runs.stream().mapToInt(Run::position).max().orElse(0);
    runs.forEach(this::add);
  }

  private void add(Run run) {
    Map<Long, Integer> tracks = new HashMap<>();
    String name = "%s, repetition %d".formatted(run.strategy(), run.repetition());
    describe("process_name", run, loop(run), "name", name);
    describe("process_sort_index", run, loop(run), "sort_index", run.position());
    describe("thread_name", run, loop(run), "name", run.loop().name());
    describe("thread_sort_index", run, loop(run), "sort_index", -1);
    run.calls().stream()
        .sorted(Comparator.comparingLong(MeasuredCall::started))
        .forEach(call -> add(run, call, tracks));
    run.ticks().forEach(tick -> add(run, tick));
    run.blocks().forEach(block -> add(run, block));
  }

  private void add(Run run, MeasuredCall call, Map<Long, Integer> tracks) {
    JsonObject facts =
        new JsonObject()
            .put("job", call.job())
            .put("state", call.state().toString())
            .put("queueWaitMs", Json.millis(call.waited()));
    if (call.thread().isEmpty()) {
      events.add(
          instant("job", "job " + call.state(), run, at(run, call.ended()), facts).put("s", "p"));
      return;
    }
    Job.Worker worker = call.thread().get();
    int track =
        call.onTheLoop()
            ? loop(run)
            : tracks.computeIfAbsent(worker.id(), id -> newTrack(run, worker.name()));
    events.add(
        event("X", "job " + call.job(), run, track)
            .put("cat", "job")
            .put("ts", at(run, call.started()))
            .put("dur", micros(call.ran()))
            .put("args", facts.put("runMs", Json.millis(call.ran()))));
  }

  private void add(Run run, Tick tick) {
    JsonObject facts =
        new JsonObject()
            .put("seq", tick.seq())
            .put("lateMs", Json.millis(tick.lateNanos()))
            .put("missed", tick.missed());
    events.add(instant("loop", "tick", run, at(tick.nanoTime()), facts));
  }

  private void add(Run run, BlockReport block) {
    events.add(instant("loop", "blocked", run, at(block.nanoTime()), LoopsJson.block(block)));
  }

  /**
   * An instant. It is an "I", as Chromium writes it: all importers know that, but Chromium's own
   * tools do not know "i".
   */
  private static JsonObject instant(
      String category, String name, Run run, long at, JsonObject facts) {
    return event("I", name, run, loop(run))
        .put("cat", category)
        .put("s", "t")
        .put("ts", at)
        .put("args", facts);
  }

  /**
   * The track of the loop. It has the number of its process, which makes it the main thread: it
   * comes first.
   */
  private static int loop(Run run) {
    return run.position();
  }

  /** A track with a number that is unique in the whole trace, as thread numbers are on Linux. */
  private int newTrack(Run run, String thread) {
    newestTrack++;
    describe("thread_name", run, newestTrack, "name", thread);
    return newestTrack;
  }

  private void describe(String what, Run run, int track, String key, Object value) {
    events.add(event("M", what, run, track).put("args", new JsonObject().put(key, value)));
  }

  private static JsonObject event(String phase, String name, Run run, int track) {
    return new JsonObject()
        .put("ph", phase)
        .put("name", name)
        .put("pid", run.position())
        .put("tid", track);
  }

  private long at(Run run, long nanos) {
    return at(run.start() + nanos);
  }

  private long at(long nanoTime) {
    return micros(nanoTime - origin);
  }

  private long origin(Run first) {
    return first.start() - Duration.between(experiment.started(), first.begun()).toNanos();
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
