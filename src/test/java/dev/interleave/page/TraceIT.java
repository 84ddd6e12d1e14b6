package dev.interleave.page;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an experiment's trace is to a reader that is not ours: the one of Chromium's own performance
 * panel, which builds processes, threads and nested slices of it, and drops slices that overlap as
 * Perfetto does.
 */
@NeedsBrowser
class TraceIT {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService("ticker.interval", "50ms", "strategies.execute-blocking.concurrency", "4");

  private static final String READER = "devtools://devtools/bundled/models/trace/trace.js";
  private static final int JOBS = 12;
  private static final double ROUNDING_MS = 0.01;
  private static final double THREE_DIGITS = 0.2;

  private static JsonObject experiment;
  private static JsonObject trace;
  private static List<Entry> entries;
  private static List<String> complaints;

  /**
   * What the reader has made of an event.
   *
   * @param depth 0 for what lies directly on its track
   * @param cause of a block; empty if it is something else
   * @param ms when it begins, since the experiment began
   */
  private record Entry(
      String process,
      String thread,
      int depth,
      String phase,
      String name,
      String cause,
      double ms,
      double lasts) {
    private static Entry of(JsonObject json) {
      return new Entry(
          json.getString("process"),
          json.getString("thread"),
          json.getInteger("depth"),
          json.getString("phase"),
          json.getString("name"),
          json.getString("cause"),
          json.getDouble("ts") / 1000,
          json.getDouble("dur") / 1000);
    }

    private double end() {
      return ms + lasts;
    }

    private boolean isSlice() {
      return phase.equals("X");
    }
  }

  @BeforeAll
  static void theTraceOfAnExperimentIsRead() {
    JsonObject started =
        SERVICE.postJson(
            "/experiments?kind=sleep&duration=120ms&warmup=1&repetitions=2&jobs="
                + JOBS
                + "&strategies=event-loop,execute-blocking,virtual-thread");
    String path = "/experiments/" + started.getLong("id");
    try (EventReader events = SERVICE.open(path + "/events")) {
      events.last();
    }
    experiment = SERVICE.getJson(path);
    String text = SERVICE.get(path + "/trace").body();
    trace = new JsonObject(text);
    try (Browser browser = Browser.open()) {
      browser.visit(READER);
      entries = read(browser, text);
      complaints = browser.complaints();
    }
  }

  private static List<Entry> read(Browser browser, String text) {
    String read =
        browser.string(
            """
            return (async (reader, text) => {
              const {TraceModel} = await import(reader);
              const model = TraceModel.Model.createWithAllHandlers();
              await model.parse(JSON.parse(text).traceEvents);
              const {Meta, Renderer} = model.parsedTrace().data;
              const walk = (process, thread, depth, {entry, children}) => [
                {process, thread, depth, phase: entry.ph, name: entry.name, ts: entry.ts,
                  dur: entry.dur ?? 0, cause: entry.args?.cause ?? ''},
                ...children.flatMap(child => walk(process, thread, depth + 1, child))];
              return JSON.stringify([...Renderer.processes].flatMap(([pid, {threads}]) =>
                [...threads.values()].flatMap(({name, tree}) => [...tree.roots].flatMap(root =>
                  walk(Meta.processNames.get(pid).args.name, name, 0, root)))));
            })(...arguments);
            """,
            READER,
            text);
    return objects(new JsonArray(read)).map(Entry::of).toList();
  }

  @Test
  void nothingIsLostAndNothingIsComplainedOf() {
    assertThat(entries)
        .hasSize((int) events().filter(event -> !event.getString("ph").equals("M")).count());
    assertThat(complaints).isEmpty();
  }

  @Test
  void everyRunIsAProcess() {
    assertThat(entries.stream().map(Entry::process).distinct())
        .containsExactlyInAnyOrder(
            "event-loop, repetition 1",
            "event-loop, repetition 2",
            "execute-blocking, repetition 1",
            "execute-blocking, repetition 2",
            "virtual-thread, repetition 1",
            "virtual-thread, repetition 2");
  }

  @Test
  void everyThreadThatMadeCallsIsATrack() {
    assertThat(threads("event-loop")).containsOnly("loop-under-test");
    assertThat(threads("execute-blocking")).allMatch(name -> name.startsWith("execute-blocking-"));
    assertThat(threads("virtual-thread")).allMatch(name -> name.contains("virtual-thread-"));
    results()
        .forEach(result -> {
          long most =
              runs(result)
                  .mapToLong(run -> slices(run).stream().map(Entry::thread).distinct().count())
                  .max()
                  .orElseThrow();
          assertThat(most).isEqualTo(result.getLong("threads"));
        });
  }

  @Test
  void everyJobIsASliceAndNoneLiesOnAnother() {
    results()
        .flatMap(TraceIT::runs)
        .forEach(run -> {
          assertThat(slices(run)).hasSize(JOBS).allMatch(slice -> slice.depth() == 0);
          slices(run).stream()
              .collect(groupingBy(Entry::thread))
              .forEach((thread, row) -> {
                for (int i = 1; i < row.size(); i++) {
                  assertThat(row.get(i).ms())
                      .as(thread)
                      .isGreaterThanOrEqualTo(row.get(i - 1).end());
                }
              });
        });
  }

  @Test
  void slicesLastAsLongAsTheJsonSaysThatCallsRan() {
    results()
        .forEach(result -> {
          List<Double> ran =
              slices(result.getString("strategy")).map(Entry::lasts).sorted().toList();
          JsonObject runMs = result.getJsonObject("runMs");
          assertThat(ran).hasSize(result.getJsonObject("jobs").getInteger("succeeded"));
          assertThat(ran.get(ran.size() / 2 - 1))
              .isCloseTo(runMs.getDouble("p50"), withinPercentage(THREE_DIGITS));
          assertThat(ran.getLast())
              .isCloseTo(runMs.getDouble("max"), withinPercentage(THREE_DIGITS));
        });
  }

  @Test
  void theLastSliceOfARunEndsAtItsMakespan() {
    Instant zero = Instant.parse(experiment.getString("started"));
    results()
        .forEach(result ->
            runs(result)
                .forEach(run -> {
                  Duration begun = Duration.between(zero, Instant.parse(run.getString("started")));
                  double end = slices(run).stream().mapToDouble(Entry::end).max().orElseThrow();
                  assertThat(end - begun.toNanos() / 1e6)
                      .isCloseTo(run.getDouble("makespanMs"), within(ROUNDING_MS));
                }));
  }

  @Test
  void ticksAndBlocksAreInstantsOnTheLoopsTrackAsManyAsTheJsonSays() {
    results()
        .forEach(result -> {
          assertThat(instants(result, "tick"))
              .hasSize(result.getJsonObject("ticks").getInteger("made"));
          assertThat(instants(result, "blocked"))
              .filteredOn(block -> block.cause().equals("call"))
              .hasSize(result.getJsonObject("blocks").getInteger("count"));
        });
    assertThat(entries)
        .filteredOn(entry -> !entry.isSlice())
        .isNotEmpty()
        .allMatch(entry -> entry.thread().equals("loop-under-test"));
    assertThat(results().filter(result -> result.getString("strategy").equals("event-loop")))
        .allMatch(result -> result.getJsonObject("blocks").getInteger("count") > 0);
  }

  /** What Perfetto expects beyond the format's own rules. */
  @Test
  void theLoopIsTheMainThreadOfEveryRunAndNoOtherThreadHasItsNumber() {
    List<JsonObject> tracks =
        events().filter(event -> event.getString("name").equals("thread_name")).toList();

    assertThat(tracks).extracting(track -> track.getInteger("tid")).doesNotHaveDuplicates();
    assertThat(tracks)
        .filteredOn(track -> track.getInteger("tid").equals(track.getInteger("pid")))
        .hasSize((int) results().flatMap(TraceIT::runs).count())
        .allMatch(track -> track.getJsonObject("args").getString("name").equals("loop-under-test"));
  }

  private static Stream<JsonObject> events() {
    return objects(trace.getJsonArray("traceEvents"));
  }

  private static Stream<JsonObject> results() {
    return objects(experiment.getJsonArray("results"));
  }

  /** The runs of a result, each with its strategy's name. */
  private static Stream<JsonObject> runs(JsonObject result) {
    return objects(result.getJsonArray("runs"))
        .map(run -> run.copy().put("strategy", result.getString("strategy")));
  }

  private static List<Entry> slices(JsonObject run) {
    String process = run.getString("strategy") + ", repetition " + run.getInteger("repetition");
    return entries.stream()
        .filter(entry -> entry.isSlice() && entry.process().equals(process))
        .toList();
  }

  private static Stream<Entry> slices(String strategy) {
    return entries.stream()
        .filter(entry -> entry.isSlice() && entry.process().startsWith(strategy + ","));
  }

  private static List<Entry> instants(JsonObject result, String name) {
    String strategy = result.getString("strategy") + ",";
    return entries.stream()
        .filter(entry -> !entry.isSlice() && entry.name().equals(name))
        .filter(entry -> entry.process().startsWith(strategy))
        .toList();
  }

  private static Stream<String> threads(String strategy) {
    return slices(strategy).map(Entry::thread).distinct();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
