package dev.interleave.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The defaults that the contract states. They are read from the document itself, because the
 * library drops all that stands beside a reference.
 */
final class ParameterDefaults {
  private static final JsonObject NO_SCHEMA = new JsonObject();

  private final Map<String, Map<String, String>> byOperation = new HashMap<>();

  private ParameterDefaults() {}

  static ParameterDefaults of(JsonObject document) {
    ParameterDefaults defaults = new ParameterDefaults();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      methods.fieldNames().forEach(method -> defaults.add(methods.getJsonObject(method)));
    }
    return defaults;
  }

  /** Those of one operation, by the name of the parameter, as they would be written. */
  Map<String, String> of(String operationId) {
    return Objects.requireNonNull(byOperation.get(operationId), operationId);
  }

  private void add(JsonObject operation) {
    Map<String, String> defaults = new HashMap<>();
    JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
    for (int i = 0; i < parameters.size(); i++) {
      JsonObject parameter = parameters.getJsonObject(i);
      Object value = parameter.getJsonObject("schema", NO_SCHEMA).getValue("default");
      if (value != null) {
        defaults.put(parameter.getString("name"), value.toString());
      }
    }
    byOperation.put(operation.getString("operationId"), Map.copyOf(defaults));
  }
}
