package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.PlugInJar;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What the service answers is what the contract that it serves promises. */
class ContractTest {
  @TempDir static Path plugIns;

  @RegisterExtension static final TestService SERVICE = new TestService();

  private final JsonObject contract = contract();

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs, /jobs",
    "GET, /jobs?state=succeeded, /jobs",
    "POST, /jobs/sleep?duration=1ms&wait=9s, /jobs/{job}",
    "POST, /jobs/fail?duration=1ms&wait=9s, /jobs/{job}",
    "POST, /jobs/file?wait=9s&strategy=virtual-thread, /jobs/{job}",
    "POST, /jobs/jdbc?duration=50ms, /jobs/{job}",
    "GET, /jobs/{newest}, /jobs/{job}",
    "POST, /jobs/sleep?duration=x, /jobs/{job}",
    "GET, /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a, /jobs/{job}",
    "GET, /jobs/0, /jobs/{job}",
    "GET, /loops, /loops",
    "GET, /kinds, /kinds",
    "GET, /strategies, /strategies",
    "GET, /users, /users",
    "POST, /users?duration=100ms, /users",
    "POST, /users?rate=0, /users",
    "DELETE, /users, /users",
    "GET, /scenarios, /scenarios",
    "GET, /scenarios/lazy, /scenarios/{scenario}",
    "GET, /scenarios/nothing, /scenarios/{scenario}",
    "GET, /health/live, /health/live",
    "GET, /health/ready, /health/ready",
    "GET, /version, /version",
  })
  void answersAreAsPromised(String method, String request, String path) {
    String job = SERVICE.postJson("/jobs/sleep?duration=1ms&wait=9s").getString("id");

    assertAsPromised(SERVICE.send(method, request.replace("{newest}", job)), method, path);
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs, /jobs",
    "/jobs/{newest}, /jobs/{job}",
    "/jobs/{newest}/events, /jobs/{job}/events",
    "/kinds, /kinds",
    "/strategies, /strategies",
    "/loops, /loops",
    "/ticker, /ticker",
    "/timeline, /timeline"
  })
  void formsAreAsPromised(String request, String path) {
    String job = SERVICE.postJson("/jobs/sleep?duration=1ms&wait=9s").getString("id");
    JsonObject operation = operation("GET", path);
    JsonObject content =
        resolve(operation.getJsonObject("responses").getJsonObject("200")).getJsonObject("content");

    for (Object form : formats(operation)) {
      try (EventReader answer =
          SERVICE.open(request.replace("{newest}", job) + "?format=" + form)) {
        String type = answer.response().headers().firstValue("Content-Type").orElseThrow();
        assertThat(answer.response().statusCode()).as("%s", form).isEqualTo(200);
        assertThat(content.fieldNames()).as("%s", form).contains(type.replaceFirst(";.*", ""));
      }
    }
  }

  @Test
  void plugInsAreListedAsPromised() throws IOException {
    Files.writeString(plugIns.resolve("broken.jar"), "no jar");
    new PlugInJar()
        .kind(
            "Ask",
            "arguments",
            """
            return List.of(
                new Argument<>("text", Allowed.text(1, 10), "x", "a text"),
                new Argument<>("choice", Allowed.choice("a", "b"), "a", "a choice"));\
            """,
            "run",
            "return List.of(1, Map.of());")
        .write(plugIns.resolve("ask.jar"));
    try (TestService service = new TestService("plugins.folder", plugIns.toString()).start()) {
      assertAsPromised(service.get("/kinds"), "GET", "/kinds");
      assertAsPromised(service.post("/jobs/ask?wait=9s"), "POST", "/jobs/{job}");
    }
  }

  @Test
  void theDocumentThatIsServedIsTheOneThatIsKept() throws Exception {
    try (var kept = getClass().getResourceAsStream("/openapi.yaml")) {
      assertThat(SERVICE.get("/openapi.yaml").body()).isEqualTo(new String(kept.readAllBytes()));
    }
  }

  @Test
  void theIndexNamesTheHostThatWasAsked() {
    assertThat(SERVICE.get("/").body())
        .contains("curl -N 127.0.0.1:" + SERVICE.port() + "/ticker")
        .doesNotContain("{here}");
  }

  @Test
  void theVersionIsTheBuilds() {
    JsonObject version = SERVICE.getJson("/version");

    assertThat(version.getString("version")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(version.getString("vertx")).startsWith("5.");
    assertThat(version.getBoolean("nativeTransport"))
        .isEqualTo(System.getProperty("os.name").equals("Linux"));
  }

  private void assertAsPromised(HttpResponse<String> response, String method, String path) {
    String mediaType = response.headers().firstValue("Content-Type").orElseThrow();
    JsonObject responses = operation(method, path).getJsonObject("responses");
    JsonObject promised =
        responses.getJsonObject(
            String.valueOf(response.statusCode()), responses.getJsonObject("default"));
    JsonObject schema =
        resolve(promised).getJsonObject("content").getJsonObject(mediaType).getJsonObject("schema");

    OutputUnit result = validator(schema).validate(TestService.json(response));

    assertThat(result.getValid()).as("%s %s", response.body(), result.toJson()).isTrue();
  }

  private static JsonObject contract() {
    Map<String, Object> tree = new Yaml().load(SERVICE.get("/openapi.yaml").body());
    return new JsonObject(tree);
  }

  private JsonObject operation(String method, String path) {
    return contract
        .getJsonObject("paths")
        .getJsonObject(path)
        .getJsonObject(method.toLowerCase(Locale.ROOT));
  }

  private static JsonArray formats(JsonObject operation) {
    return operation.getJsonArray("parameters").stream()
        .map(JsonObject.class::cast)
        .filter(parameter -> "format".equals(parameter.getString("name")))
        .map(format -> format.getJsonObject("schema").getJsonArray("enum"))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject resolve(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject target = contract;
    for (String part : reference.substring(2).split("/")) {
      target = target.getJsonObject(part);
    }
    return target;
  }

  /** The schema with all others beside it, so that its references lead somewhere. */
  private Validator validator(JsonObject schema) {
    JsonObject whole = schema.copy().put("components", contract.getJsonObject("components").copy());
    return Validator.create(
        JsonSchema.of(whole),
        new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("urn:interleave:contract"));
  }
}
