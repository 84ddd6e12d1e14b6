package dev.interleave.format.report;

import static java.util.stream.Collectors.joining;

import dev.interleave.experiment.Conclusion;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.format.ExperimentQuery;
import dev.interleave.values.Build;
import dev.interleave.values.Durations;
import dev.interleave.values.Machine;
import dev.interleave.values.SourceHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * An experiment as one HTML file: the question, the verdicts, charts, tables, the machine, and how
 * to repeat it. It has no scripts and loads nothing. What was measured so far, if it is running.
 */
public final class ExperimentHtml {
  private static final String TEMPLATE = resource("experiment.html");
  private static final String STYLE = resource("experiment.css");
  private static final long MIB = 1024 * 1024;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Experiment experiment;
  private final Workload workload;
  private final Service service;

  /**
   * The service that made the experiment.
   *
   * @param url where whoever asks reaches it, without a slash at the end
   * @param needsToken whether starting an experiment needs a token
   * @param nativeTransport whether the loops use the I/O of the operating system
   */
  public record Service(String url, boolean needsToken, boolean nativeTransport) {}

  private ExperimentHtml(Experiment experiment, Service service) {
    this.experiment = experiment;
    this.workload = experiment.workload();
    this.service = service;
  }

  /** Not for an event loop: it takes a while, and reads what the machine is. */
  public static String of(Experiment experiment, Service service) {
    return new ExperimentHtml(experiment, service).html();
  }

  /** What a Content-Security-Policy has to allow as a style: the hash of the one that is inside. */
  public static String styleHash() {
    return SourceHash.of(STYLE);
  }

  private String html() {
    List<Result> results = experiment.results();
    List<Run> runs =
        results.stream()
            .flatMap(result -> result.runs().stream())
            .sorted(Comparator.comparingInt(Run::position))
            .toList();
    Map<String, String> html = new LinkedHashMap<>();
    html.put("style", STYLE);
    html.put("id", String.valueOf(experiment.id()));
    html.put("kind", Html.text(workload.kind().name()));
    html.put("setup", Html.text(setup()));
    html.put("state", state());
    html.put(
        "conclusion",
        Conclusion.of(experiment).stream()
            .map(sentence -> "<li>%s</li>".formatted(Html.text(sentence)))
            .collect(joining()));
    html.put("verdicts", results.stream().map(this::verdict).collect(joining()));
    html.put("charts", results.isEmpty() ? "" : charts(results));
    html.put("tables", results.isEmpty() ? "" : tables(results, runs));
    html.put("question", facts(asked()));
    html.put("machine", facts(machine()));
    html.put("curl", Html.text(curl()));
    html.put("page", Html.text(service.url() + "/#experiment?" + ExperimentQuery.of(workload)));
    html.put("here", Html.text(service.url() + "/experiments/" + experiment.id()));
    return Html.fill(TEMPLATE, html);
  }

  private String setup() {
    return "%s %s made from one event loop by each of %s in turn%s, %s."
        .formatted(
            count(workload.jobs(), "call") + " of " + call(),
            workload.jobs() == 1 ? "is" : "are",
            count(workload.contenders().size(), "strategy", "strategies"),
            workload.repetitions() == 1 ? "" : ", " + workload.repetitions() + " times",
            pace());
  }

  private String call() {
    return Stream.concat(
            Stream.of(workload.kind().name()),
            workload.arguments().written().entrySet().stream().map(Object::toString))
        .collect(joining(" "));
  }

  private String pace() {
    if (workload.rate().isPresent()) {
      return "%d arriving in a second, whatever has ended".formatted(workload.rate().getAsInt());
    }
    OptionalInt inFlight = workload.inFlightByEach();
    return inFlight.isPresent()
        ? "at most %d in flight by each".formatted(inFlight.getAsInt())
        : "as many in flight as each has room for";
  }

  private String state() {
    String told =
        switch (experiment.state()) {
          case FINISHED -> "";
          case RUNNING ->
              "The experiment is running: run %d of %d. These are the figures so far."
                  .formatted(experiment.progress().run(), experiment.progress().runs());
          case CANCELLED, TIMED_OUT, FAILED ->
              "The experiment is %s. These are the figures until then."
                  .formatted(experiment.state());
        };
    String nothing = experiment.results().isEmpty() ? " Nothing was measured." : "";
    return told.isEmpty() && nothing.isEmpty()
        ? ""
        : "<p class=\"notice\">" + Html.text((told + nothing).strip()) + "</p>";
  }

  private String verdict(Result result) {
    return "<dt>%s</dt><dd>%s</dd>"
        .formatted(Html.text(result.strategy()), Html.text(Verdict.on(result, experiment)));
  }

  private static String charts(List<Result> results) {
    return MakespanChart.of(results).html()
        + CallTimeChart.of(results).html()
        + LatenessChart.of(results).html();
  }

  private static String tables(List<Result> results, List<Run> runs) {
    return Tables.WORK.html(results)
        + Tables.LOOP.html(results)
        + Tables.ENDS.html(results)
        + Tables.RUNS.html(runs);
  }

  private Map<String, String> asked() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Call", "%s. %s".formatted(call(), workload.kind().description()));
    facts.put("Strategies", String.join(", ", workload.names()));
    facts.put("Measured", "%s in each run, %s".formatted(count(workload.jobs(), "call"), pace()));
    facts.put(
        "Warm-up",
        workload.warmup().isPresent()
            ? count(workload.warmup().getAsInt(), "call") + " before each run"
            : "before each run, a call on every thread");
    facts.put(
        "Order",
        "%s, each with every strategy in random order, by seed %d"
            .formatted(count(workload.repetitions(), "round"), workload.seed()));
    facts.put("Began", DATE.format(experiment.started()));
    experiment
        .finished()
        .ifPresent(end ->
            facts.put("Took", Durations.rounded(Duration.between(experiment.started(), end))));
    return facts;
  }

  private Map<String, String> machine() {
    Machine machine = Machine.read();
    Build build = Build.read();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Processors",
        machine.processors() + machine.processor().map(" (%s)"::formatted).orElse(""));
    facts.put("System", machine.system());
    facts.put("Java", machine.java());
    facts.put("Collector", machine.collector());
    facts.put("Heap", "at most %d MiB".formatted(machine.heap() / MIB));
    facts.put("Flags", machine.flags().isEmpty() ? "none" : String.join(" ", machine.flags()));
    facts.put(
        "Loops",
        "Vert.x %s, with the %s"
            .formatted(
                build.vertx(), service.nativeTransport() ? "system’s own I/O" : "JVM’s I/O (NIO)"));
    facts.put("Interleave", build.version());
    return facts;
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact ->
            "<dt>%s</dt><dd>%s</dd>"
                .formatted(Html.text(fact.getKey()), Html.text(fact.getValue())))
        .collect(joining());
  }

  private String curl() {
    return "curl -N -X POST %s'%s/experiments?%s' -H 'Accept: text/plain'"
        .formatted(
            service.needsToken() ? "-H \"Authorization: Bearer $TOKEN\" " : "",
            service.url(),
            ExperimentQuery.of(workload));
  }

  private static String count(int number, String one) {
    return count(number, one, one + "s");
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private static String resource(String name) {
    try (InputStream resource = ExperimentHtml.class.getResourceAsStream("/report/" + name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
