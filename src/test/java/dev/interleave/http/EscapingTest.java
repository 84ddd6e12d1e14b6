package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Words of a plug-in or of a request are data in every answer: they end no line, event or header.
 */
class EscapingTest {
  private static final String EVIL =
      "</script><b>\r\n\r\nevent: evil\ndata: {}\n\nid: 9\n\u001b[2J\u009b1m\u2028\u2029\u0085\u0000\"'\\end";
  private static final String WRITTEN =
      "\"</script><b>\\r\\n\\r\\nevent: evil\\ndata: {}\\n\\nid: 9\\n\\u001b[2J\\u009b1m\\u2028\\u2029\\u0085\\u0000\\\"'\\\\end\"";

  @TempDir static Path folder;
  private static TestService service;

  @BeforeAll
  static void start() {
    new PlugInJar()
        .kind(
            "Evil",
            "members",
            "private static final String EVIL = " + WRITTEN + ";",
            "description",
            "EVIL",
            "arguments",
            "return List.of(new Argument<>(\"text\", Allowed.text(1, 200), \"x\", EVIL));",
            "run",
            """
            Thread thread = Thread.currentThread();
            String name = thread.getName();
            try {
              if (arguments.written().get("text").equals("throw")) throw new Exception(EVIL);
              return Map.of(EVIL, EVIL);
            } finally {
              thread.setName(name);
            }\
            """)
        .kind(
            "Rename",
            "members",
            "private static final String EVIL = " + WRITTEN + ";",
            "run",
            "Thread.currentThread().setName(EVIL); return 1;")
        .write(folder.resolve("evil.jar"));
    service =
        new TestService("plugins.folder", folder.toString(), "ticker.interval", "10s").start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aDescriptionIsData() {
    HttpResponse<String> kinds = service.get("/kinds");

    assertThat(kinds.body().strip()).doesNotContain("\n", "\r", "\u001b");
    assertThat(kinds.body()).contains("[2J");
    assertThat(kinds.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(kinds.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void aResultAndAnErrorAreData() {
    JsonObject returned = service.postJson("/jobs/evil?wait=9s");
    JsonObject thrown = service.postJson("/jobs/evil?text=throw&wait=9s");

    assertThat(returned.getJsonObject("result").getString(EVIL)).isEqualTo(EVIL);
    assertThat(thrown.getString("state")).isEqualTo("failed");
    assertThat(thrown.encode()).contains("[2J");
    for (JsonObject job : List.of(returned, thrown)) {
      try (EventReader events = service.open("/jobs/" + job.getString("id") + "/events")) {
        List<String> lines = events.allLines();
        assertThat(lines)
            .allMatch(line ->
                line.isEmpty()
                    || line.matches(
                        "(?s)(retry: \\d+|id: [1-4]|event: (queued|started|finished|released)|data: \\{.*})"));
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
      }
    }
  }

  @Test
  void theNameOfAThreadIsOneLineOfTheTimeline() {
    try (TestService another = new TestService("plugins.folder", folder.toString()).start();
        EventReader timeline = another.open("/timeline?format=text&after=0")) {
      for (String kind : List.of("rename", "evil")) {
        for (String strategy : List.of("virtual-thread", "execute-blocking")) {
          another.post("/jobs/" + kind + "?wait=9s&strategy=" + strategy);
        }
      }

      List<String> lines = new ArrayList<>();
      while (lines.isEmpty()
          || !lines.getLast().endsWith("task is done (job 4: evil by execute-blocking)")) {
        lines.add(timeline.nextLine().orElseThrow().text());
      }
      assertThat(lines)
          .hasSizeGreaterThan(8)
          .allMatch(line -> line.isEmpty() || line.matches(" *-?[0-9]+\\.[0-9]{3}s  .+"))
          .noneMatch(line -> line.matches("(?s).*[\u001b\u009b\u2028\u2029\u0085\u0000].*"));
    }
  }

  @Test
  void anArgumentIsDataInAProblemAndInAHeader() throws IOException {
    String evil = URLEncoder.encode(EVIL, StandardCharsets.UTF_8);

    for (String path :
        List.of(
            "/jobs/evil?text=" + evil,
            "/jobs/evil?" + evil + "=1",
            "/jobs/evil?strategy=" + evil,
            "/jobs/evil?wait=" + evil,
            "/jobs/" + evil,
            "/experiments?kind=" + evil,
            "/scenarios/" + evil)) {
      HttpResponse<String> response = service.post(path, "Accept", "*/*");
      assertThat(response.statusCode()).as(path).isBetween(400, 499);
      assertThat(response.body().strip()).as(path).doesNotContain("\n", "\r", "\u001b", "\u2028");
      assertThat(response.headers().map().toString()).doesNotContain("evil", "script");
    }
    String head = "POST /jobs/sleep?wait=1ms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String raw =
        Raw.exchange(service, head + "Prefer: wait=1\u000bX: y\r\nX-Request-Id: a\u0085b\r\n\r\n");
    assertThat(raw).startsWith("HTTP/1.1 400 ").doesNotContain("\u000b", "\u0085");
  }
}
