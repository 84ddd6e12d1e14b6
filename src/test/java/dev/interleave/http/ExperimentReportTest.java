package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken away of an experiment: the report and the histograms. */
class ExperimentReportTest {
  private static final String QUERY =
      "kind=sleep&duration=30ms&strategies=event-loop,virtual-thread-verticle&jobs=4&concurrency=3"
          + "&warmup=1&repetitions=2&seed=7";
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final Pattern CURL = Pattern.compile("<pre>curl -N -X POST '([^']*)'");
  private static final Pattern PAGE = Pattern.compile("href=\"([^\"]*)\">Open the page");

  @TempDir static Path plugIns;

  private static TestService service;
  private static String path;

  @BeforeAll
  static void measure() {
    new PlugInJar()
        .kind(
            "Echo",
            "description",
            "\"Says <b>what</b> & 'when'.\"",
            "arguments",
            "return List.of(new Argument<>(\"text\", Allowed.text(1, 200), \"x\", \"a text\"));",
            "run",
            "return 1;")
        .write(plugIns.resolve("echo.jar"));
    service = new TestService("plugins.folder", plugIns.toString()).start();
    path = run(QUERY.replace("kind=sleep", "kind=sleep&interruptible=true"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aBrowserGetsTheReportAndEverybodyElseJson() {
    HttpResponse<String> browser =
        service.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(browser.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(browser.headers().firstValue("Content-Disposition"))
        .contains("inline; filename=\"interleave-experiment-1.html\"");
    assertThat(browser.headers().firstValue("Vary")).contains("accept");
    assertThat(service.get(path).headers().firstValue("Content-Type")).contains("application/json");
    assertThat(report(path)).startsWith("<!doctype html>");
  }

  @Test
  void itHasTheVerdictsTheChartsAndTheFigures() {
    JsonArray results = service.getJson(path).getJsonArray("results");

    String report = report(path);

    assertThat(results).hasSize(2);
    for (Object each : results) {
      JsonObject result = (JsonObject) each;
      String verdict = result.getString("verdict");
      assertThat(report).contains("<dt>" + result.getString("strategy") + "</dt><dd>" + verdict);
    }
    assertThat(report).contains("one call after the other, because").contains("<h3>");
    assertThat(Pattern.compile("<figure>").matcher(report).results()).hasSize(3);
    // A dot for each run, of which each strategy has two.
    String makespans = report.substring(report.indexOf("<figure>"), report.indexOf("</figure>"));
    assertThat(Pattern.compile("<circle").matcher(makespans).results()).hasSize(4);
    assertThat(report)
        .contains(System.getProperty("java.runtime.version"))
        .contains(System.getProperty("os.version"))
        .contains("<dt>Processors</dt><dd>" + Runtime.getRuntime().availableProcessors())
        .contains("by seed 7");
  }

  @Test
  void theCommandAndThePagesLinkRepeatIt() {
    String report = report(path);
    String asked = group(CURL, unescaped(report));
    String origin = "http://127.0.0.1:" + service.port();

    assertThat(asked).startsWith(origin + "/experiments?");
    assertThat(group(PAGE, unescaped(report)))
        .isEqualTo(asked.replace("/experiments?", "/#experiment?"));
    JsonObject again = service.getJson(run(asked.substring(asked.indexOf('?') + 1)));
    JsonObject once = service.getJson(path);
    for (String same : List.of("kind", "arguments", "workload", "strategies")) {
      assertThat(again.getValue(same)).isEqualTo(once.getValue(same));
    }
  }

  @Test
  void itLoadsNothingAndOnlyItsOwnStyleIsAllowed() throws Exception {
    HttpResponse<String> response = service.get(path + "?format=html");
    String style = group(STYLE, response.body());
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(response.headers().allValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; frame-ancestors 'none'; style-src 'sha256-%s'"
                .formatted(Base64.getEncoder().encodeToString(hash)));
    assertThat(response.body()).doesNotContain("<script", "src=", "style=", "@import", "url(");
  }

  @Test
  void whatWasAskedForIsTextAndNothingElse() {
    String evil = "%3Cscript%3Ealert(1)%3C/script%3E%7B%7Bcurl%7D%7D%22%27%26%24(id)";

    String report = report(run("kind=echo&jobs=1&strategies=virtual-thread&text=" + evil));

    assertThat(report)
        .doesNotContain("<script", "<b>what")
        .contains("text=&lt;script&gt;alert(1)&lt;/script&gt;{{curl}}&quot;&#39;&amp;$(id)")
        .contains("Says &lt;b&gt;what&lt;/b&gt; &amp; &#39;when&#39;.");
    assertThat(group(CURL, unescaped(report)))
        .contains(
            "&text=" + evil.replace("(", "%28").replace(")", "%29").replace("/", "%2F") + "&");
  }

  @Test
  void anExperimentThatRunsSaysSo() {
    String running =
        start("kind=sleep&duration=10s&jobs=1&repetitions=1&strategies=virtual-thread");

    assertThat(report(running))
        .contains("The experiment is running: run 1 of 1.")
        .contains("Nothing was measured.");

    service.delete(running);
    assertThat(report(running)).contains("The experiment is cancelled.");
  }

  @Test
  void everyRunHasTaggedHistogramsThatHdrHistogramReads() {
    HttpResponse<String> log = service.get(path + "/lateness");

    assertThat(log.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"interleave-experiment-1.hlog\"");
    Map<String, List<Histogram>> byTag = histograms(log.body());
    assertThat(byTag)
        .containsOnlyKeys(tags("event-loop", "virtual-thread-verticle").toArray(String[]::new));
    assertThat(byTag.values()).allSatisfy(runs -> assertThat(runs).hasSize(2));
    for (Object each : service.getJson(path).getJsonArray("results")) {
      JsonObject result = (JsonObject) each;
      String strategy = result.getString("strategy");
      JsonObject samples = result.getJsonObject("samples");
      Histogram raw = sum(byTag.get(strategy + ".loop.raw"));
      Histogram corrected = sum(byTag.get(strategy + ".loop.corrected"));
      assertThat(raw.getTotalCount()).isEqualTo(samples.getLong("made"));
      assertThat(corrected.getTotalCount())
          .isEqualTo(samples.getLong("made") + samples.getLong("missed"));
      double most = result.getJsonObject("lateMs").getJsonObject("corrected").getDouble("max");
      assertThat(Math.floor(corrected.getMaxValue() / 1e3) / 1e3).isEqualTo(most);
    }
    // Two calls of 30 ms on the loop, on a grid of 10 ms.
    assertThat(sum(byTag.get("event-loop.loop.corrected")).getMaxValue()).isGreaterThan(20_000_000);
  }

  private static List<String> tags(String... strategies) {
    List<String> tags = new ArrayList<>();
    for (String strategy : strategies) {
      for (String what :
          List.of("loop.raw", "loop.corrected", "control.raw", "control.corrected")) {
        tags.add(strategy + "." + what);
      }
    }
    return tags;
  }

  private static Map<String, List<Histogram>> histograms(String log) {
    Map<String, List<Histogram>> byTag = new LinkedHashMap<>();
    try (HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))) {
      while (reader.hasNext()) {
        if (reader.nextIntervalHistogram() instanceof Histogram histogram) {
          byTag.computeIfAbsent(histogram.getTag(), tag -> new ArrayList<>()).add(histogram);
        }
      }
    }
    return byTag;
  }

  private static Histogram sum(List<Histogram> histograms) {
    Histogram sum = new Histogram(3);
    histograms.forEach(sum::add);
    return sum;
  }

  private static String start(String query) {
    HttpResponse<String> response = service.post("/experiments?" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String run(String query) {
    String started = start(query);
    try (EventReader events = service.open(started + "/events")) {
      events.last();
    }
    return started;
  }

  private static String report(String path) {
    HttpResponse<String> response = service.get(path + "?format=html");
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }

  private static String unescaped(String html) {
    return html.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
  }
}
