package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plug-in's kind is one like any other; a bad one harms nobody but itself. */
class PlugInsTest {
  @TempDir static Path folder;
  private static TestService service;

  @BeforeAll
  static void start() throws IOException {
    new PlugInJar()
        .kind(
            "Greet",
            "arguments",
            """
            return List.of(
                new Argument<>("name", Allowed.text(1, 10), "you", "whom to greet"),
                new Argument<>("how", Allowed.choice("hello", "bye"), "hello", "how to greet"));\
            """,
            "run",
            "return List.of(arguments.written().get(\"name\"), Map.of(\"n\", 1));")
        .write(folder.resolve("greet.jar"));
    new PlugInJar()
        .kind(
            "Look",
            "run",
            """
            return new Object() {
              public String toString() {
                return Thread.currentThread().getName();
              }
            };\
            """)
        .kind(
            "Hostile",
            "run",
            """
            return new AbstractList<Object>() {
              public Object get(int index) { throw new IllegalStateException("do not look"); }
              public int size() { return 1; }
            };\
            """)
        .kind(
            "Mute",
            "members",
            """
            static class Silence extends Error {
              public String getMessage() { throw new IllegalStateException(); }
            }\
            """,
            "run",
            "throw new Silence();")
        .kind("Talk", "run", "throw new Exception(\"bla\".repeat(100_000));")
        .write(folder.resolve("trouble.jar"));
    Files.writeString(folder.resolve("broken.jar"), "no jar");
    service = new TestService("plugins.folder", folder.toString()).start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void itsKindsAreListedAfterTheOthersAndSoIsWhatIsLeftOut() {
    JsonObject kinds = service.getJson("/kinds");

    assertThat(
            kinds.getJsonArray("kinds").stream().map(kind -> ((JsonObject) kind).getString("name")))
        .startsWith("sleep")
        .endsWith("greet", "look", "hostile", "mute", "talk");
    assertThat(kinds.getJsonArray("leftOut")).hasSize(1);
    assertThat(kinds.getJsonArray("leftOut").getJsonObject(0).getString("plugin"))
        .isEqualTo("broken.jar");
    assertThat(kinds.getJsonArray("leftOut").getJsonObject(0).getString("reason"))
        .startsWith("broken.jar is no jar that can be read");
  }

  @Test
  void itsArgumentsAreListedWithWhatTheyMayBe() {
    assertThat(service.getJson("/kinds").getJsonArray("kinds").stream())
        .contains(
            new JsonObject(
                """
                {"name": "greet", "description": "Does nothing.", "repeatable": false, "arguments": [
                  {"name": "name", "type": "text", "default": "you", "min": "1", "max": "10",
                   "description": "whom to greet"},
                  {"name": "how", "type": "choice", "default": "hello",
                   "options": ["hello", "bye"], "description": "how to greet"}]}
                """));
  }

  @Test
  void itRunsByEveryStrategyAndWhatItReturnsIsShown() {
    for (Strategy strategy : Strategies.ALL) {
      JsonObject job =
          service.postJson("/jobs/greet?name=Ada%20L.&wait=9s&strategy=" + strategy.name());

      assertThat(job.getString("state")).isEqualTo("succeeded");
      assertThat(job.getJsonArray("result"))
          .isEqualTo(new JsonArray().add("Ada L.").add(new JsonObject().put("n", 1)));
      assertThat(job.getJsonObject("arguments").getString("how")).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=12345678901", "name=a%0Ab", "name=", "how=slap", "who=me"})
  void itsArgumentsAreHeldToWhatTheyMayBe(String query) {
    HttpResponse<String> response = service.post("/jobs/greet?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestService.json(response).getString("parameter"))
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void whatACallReturnsIsReadOnTheThreadOfTheCall() {
    for (Strategy strategy : Strategies.ALL) {
      JsonObject job = service.postJson("/jobs/look?wait=9s&strategy=" + strategy.name());

      assertThat(job.getString("result")).isEqualTo(job.getJsonObject("thread").getString("name"));
    }
  }

  @Test
  void aResultThatCannotBeReadFailsItsJob() {
    JsonObject job = service.postJson("/jobs/hostile?wait=9s");

    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getJsonObject("error").getString("message")).isEqualTo("do not look");
  }

  @Test
  void anErrorThatCannotSayWhatItIsFailsItsJobAllTheSame() {
    JsonObject job = service.postJson("/jobs/mute?wait=9s");

    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getJsonObject("error").getString("type")).isEqualTo("plugged.Mute$Silence");
    assertThat(job.getJsonObject("error").getString("message"))
        .isEqualTo("it cannot say why: its getMessage() threw java.lang.IllegalStateException");
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(service.postJson("/jobs/talk?wait=9s").getJsonObject("error").getString("message"))
        .hasSize(10_001)
        .endsWith("…");
  }
}
