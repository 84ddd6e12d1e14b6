package dev.interleave.faults;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Requests at random from the contract: any operation, each of its parameters given or not, with a
 * value at, within or beyond its bounds, or garbage. The same seed makes the same requests.
 */
final class ContractRequests {
  private static final Path CONTRACT = Path.of("src/main/resources/openapi.yaml");
  private static final List<String> METHODS =
      List.of("GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH", "TRACE", "PURGE");
  private static final List<String> NAMES =
      List.of(
          "sleep",
          "cpu",
          "file",
          "jdbc",
          "fail",
          "socket",
          "lock",
          "pin",
          "allocate",
          "event-loop",
          "execute-blocking",
          "execute-blocking-ordered",
          "worker-verticle",
          "virtual-thread",
          "virtual-thread-verticle",
          "blocking",
          "offloaded",
          "lazy",
          "cpu-bound",
          "file-io",
          "arguments",
          "main.js",
          "uPlot.iife.min.js");
  private static final List<String> ARGUMENTS =
      List.of("duration", "interruptible", "size", "rounds", "message", "wait", "strategy");
  private static final List<String> VALUES =
      List.of(
          "1ms", "5ms", "0.001", "PT0.01S", "true", "false", "1", "4096", "1KiB", "text", "sse",
          "ndjson");
  private static final List<String> GARBAGE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "99h",
          "1e9",
          "NaN",
          "null",
          "undefined",
          "*",
          "%",
          "%00",
          "%zz",
          "../../etc/passwd",
          "'; DROP TABLE jobs; --",
          "<script>",
          "{}",
          "[]",
          "a=b&c",
          "\u0000",
          "\r\nX-Injected: 1",
          "ä€😀",
          "9223372036854775808",
          "-9223372036854775809",
          "x".repeat(200),
          "x".repeat(3000),
          "0".repeat(400),
          "\"",
          "\\",
          "a;b=\"",
          "wait=",
          "wait=1, wait=2",
          ",,,");

  /** Requests that are right, so that not only refusals are tried. */
  private static final List<String> RIGHT =
      List.of(
          "/jobs/sleep?duration=1ms",
          "/jobs/sleep?duration=5ms&interruptible=false",
          "/jobs/cpu?rounds=100",
          "/jobs/file?size=4KiB",
          "/jobs/jdbc?duration=1ms",
          "/jobs/fail?",
          "/jobs/socket?duration=1ms",
          "/jobs/lock?duration=1ms",
          "/jobs/pin?duration=1ms",
          "/jobs/allocate?size=64KiB",
          "/experiments?kind=sleep&duration=1ms&jobs=10",
          "/scenarios/lazy?seconds=10ms");

  private static final List<String> MORE =
      List.of(
          "strategy=virtual-thread",
          "strategies=virtual-thread",
          "strategy=worker-verticle",
          "wait=1ms",
          "wait=10ms");

  private final Random random;
  private final Map<String, Object> contract;
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> ids = new ArrayList<>(List.of("00000000-0000-7000-8000-000000000000"));

  private record Operation(String method, String path, List<Map<String, Object>> parameters) {}

  ContractRequests(long seed) throws IOException {
    random = new Random(seed);
    contract = new Yaml().load(Files.readString(CONTRACT));
    map(contract, "paths")
        .forEach((path, item) -> {
          for (Map.Entry<String, Object> method : cast(item).entrySet()) {
            operations.add(operation(path, method.getKey(), cast(method.getValue())));
          }
        });
  }

  /** An id that later requests may name. */
  void known(String id) {
    if (ids.size() < 100) {
      ids.add(id);
    } else {
      ids.set(random.nextInt(ids.size()), id);
    }
  }

  Request next() {
    if (random.nextInt(5) == 0) {
      List<String> headers = new ArrayList<>();
      header(headers, "Accept", anyValue());
      return new Request("POST", oneOf(RIGHT) + "&" + oneOf(MORE), headers);
    }
    Operation operation = oneOf(operations);
    String method = random.nextInt(10) == 0 ? oneOf(METHODS) : operation.method();
    String path = operation.path();
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (Map<String, Object> parameter : operation.parameters()) {
      String name = (String) parameter.get("name");
      switch ((String) parameter.get("in")) {
        case "path" -> path = path.replace("{" + name + "}", encoded(pathValue(method, parameter)));
        case "query" -> query(query, name, parameter);
        default -> header(headers, name, value(schema(parameter)));
      }
    }
    if (random.nextInt(8) == 0) {
      query.add(encoded(oneOf(GARBAGE)) + "=" + encoded(anyValue()));
    }
    if (random.nextInt(4) == 0) {
      header(
          headers,
          oneOf(
              List.of(
                  "Accept",
                  "Prefer",
                  "X-Request-Id",
                  "Accept-Language",
                  "traceparent",
                  "Content-Type",
                  "Range",
                  "If-None-Match",
                  "Cookie",
                  "Origin")),
          anyValue());
    }
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return new Request(method, target, headers);
  }

  private void query(List<String> query, String name, Map<String, Object> parameter) {
    if (name.equals("arguments")) {
      for (int i = random.nextInt(3); i > 0; i--) {
        query.add(oneOf(ARGUMENTS) + "=" + encoded(anyValue()));
      }
    } else if (random.nextInt(3) > 0) {
      query.add(name + (random.nextInt(20) == 0 ? "" : "=" + encoded(value(schema(parameter)))));
    }
  }

  private void header(List<String> headers, String name, String value) {
    if (random.nextInt(2) == 0) {
      headers.add(name);
      headers.add(value.replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "?"));
    }
  }

  private String pathValue(String method, Map<String, Object> parameter) {
    if (random.nextInt(4) == 0) {
      return value(schema(parameter));
    }
    return switch ((String) parameter.get("name")) {
      case "job" -> method.equals("POST") ? oneOf(NAMES) : oneOf(ids);
      case "experiment" -> String.valueOf(1 + random.nextInt(4));
      default -> oneOf(NAMES);
    };
  }

  /** At, within or beyond the bounds of a schema, or something else. */
  private String value(Map<String, Object> schema) {
    List<String> fitting = new ArrayList<>();
    if (schema.get("enum") instanceof List<?> options) {
      options.forEach(option -> fitting.add(String.valueOf(option)));
    }
    Stream.of("minimum", "maximum")
        .filter(schema::containsKey)
        .map(bound -> ((Number) schema.get(bound)).longValue())
        .forEach(bound -> {
          for (long near = bound - 1; near <= bound + 1; near++) {
            fitting.add(String.valueOf(near));
          }
        });
    if (schema.containsKey("default")) {
      fitting.add(String.valueOf(schema.get("default")));
    }
    return fitting.isEmpty() || random.nextInt(4) == 0 ? anyValue() : oneOf(fitting);
  }

  private String anyValue() {
    String value =
        switch (random.nextInt(4)) {
          case 0 -> oneOf(GARBAGE);
          case 1 -> oneOf(NAMES);
          case 2 -> oneOf(ids);
          default -> oneOf(VALUES);
        };
    return random.nextInt(10) == 0 ? value + (char) ('!' + random.nextInt(200)) : value;
  }

  private Operation operation(String path, String method, Map<String, Object> described) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    if (described.get("parameters") instanceof List<?> given) {
      given.forEach(parameter -> parameters.add(resolved(cast(parameter))));
    }
    return new Operation(method.toUpperCase(Locale.ROOT), path, parameters);
  }

  private Map<String, Object> schema(Map<String, Object> parameter) {
    return resolved(map(parameter, "schema"));
  }

  private Map<String, Object> resolved(Map<String, Object> described) {
    if (!(described.get("$ref") instanceof String reference)) {
      return described;
    }
    Map<String, Object> at = contract;
    for (String step : reference.substring(2).split("/")) {
      at = map(at, step);
    }
    return at;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Map<String, Object> map(Map<String, Object> in, String name) {
    return cast(in.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object map) {
    return (Map<String, Object>) map;
  }
}
