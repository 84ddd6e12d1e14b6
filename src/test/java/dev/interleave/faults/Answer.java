package dev.interleave.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * An answer of the service.
 *
 * @param headers by their names in lower case
 * @param body empty for a stream, which is read on from its connection
 */
record Answer(int status, Map<String, String> headers, String body) {
  boolean isStream() {
    String type = headers.getOrDefault("content-type", "");
    return type.startsWith("text/event-stream")
        || type.startsWith("application/x-ndjson")
        || (type.startsWith("text/plain") && headers.containsKey("transfer-encoding"));
  }

  boolean closes() {
    return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  JsonArray array(String name) {
    return json().getJsonArray(name);
  }
}
