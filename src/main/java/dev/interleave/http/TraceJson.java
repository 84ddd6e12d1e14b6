package dev.interleave.http;

import dev.interleave.experiment.Call;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.BlockReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experiment in Chrome's trace-event format, which Perfetto opens: a process for each run, a
 * track for each thread, a slice for each call, and the ticks and blocks of the loop as instants.
 * Times are microseconds since the experiment began.
 */
final class TraceJson {
  private final Experiment experiment;
  private final JsonArray events = new JsonArray();

  private TraceJson(Experiment experiment) {
    this.experiment = experiment;
  }

  /** Takes a while for a large experiment: not for an event loop. */
  static String of(Experiment experiment) {
    TraceJson trace = new TraceJson(experiment);
    experiment.results().stream()
        .map(Result::runs)
        .flatMap(runs -> runs.stream())
        .sorted(Comparator.comparing(Run::position))
        .forEach(trace::add);
    return new JsonObject()
        .put("displayTimeUnit", "ms")
        .put("otherData", ExperimentJson.experiment(experiment))
        .put("traceEvents", trace.events)
        .encode();
  }

  private void add(Run run) {
    Map<String, Integer> tracks = new LinkedHashMap<>();
    name("process_name", run, 0, "%s, repetition %d".formatted(run.strategy(), run.repetition()));
    track(tracks, run, LoopUnderTest.THREAD_NAME);
    run.calls().stream()
        .sorted(Comparator.comparing(Call::started))
        .forEach(call -> add(run, call, tracks));
    run.ticks().forEach(tick -> add(run, tick));
    run.blocks().forEach(block -> add(run, block));
  }

  private void add(Run run, Call call, Map<String, Integer> tracks) {
    JsonObject facts =
        new JsonObject()
            .put("job", call.job())
            .put("state", call.state().toString())
            .put("queueWaitMs", Json.millis(call.waited()));
    if (call.thread().isEmpty()) {
      instant("job " + call.state(), run, at(run, call.ended()), facts);
      return;
    }
    events.add(
        event("X", "job " + call.job(), run, track(tracks, run, call.thread().get()))
            .put("cat", "job")
            .put("ts", at(run, call.started()))
            .put("dur", micros(call.ran()))
            .put("args", facts.put("runMs", Json.millis(call.ran()))));
  }

  private void add(Run run, Tick tick) {
    instant(
        "tick",
        run,
        at(tick.at()),
        new JsonObject()
            .put("seq", tick.seq())
            .put("lateMs", Json.millis(tick.lateNanos()))
            .put("missed", tick.missed()));
  }

  private void add(Run run, BlockReport block) {
    instant("blocked", run, at(block.start()), LoopsJson.block(block));
  }

  private void instant(String name, Run run, BigDecimal at, JsonObject facts) {
    events.add(
        event("i", name, run, 1).put("cat", "loop").put("s", "t").put("ts", at).put("args", facts));
  }

  private int track(Map<String, Integer> tracks, Run run, String thread) {
    return tracks.computeIfAbsent(
        thread,
        name -> {
          int track = tracks.size() + 1;
          name("thread_name", run, track, name);
          return track;
        });
  }

  private void name(String what, Run run, int track, String name) {
    events.add(event("M", what, run, track).put("args", new JsonObject().put("name", name)));
  }

  private static JsonObject event(String phase, String name, Run run, int track) {
    return new JsonObject()
        .put("ph", phase)
        .put("name", name)
        .put("pid", run.position())
        .put("tid", track);
  }

  private BigDecimal at(Run run, long nanos) {
    return at(run.begun().plusNanos(nanos));
  }

  private BigDecimal at(Instant instant) {
    return micros(Duration.between(experiment.started(), instant).toNanos());
  }

  private static BigDecimal micros(long nanos) {
    return BigDecimal.valueOf(nanos, 3);
  }
}
