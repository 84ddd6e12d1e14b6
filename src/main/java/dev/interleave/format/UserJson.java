package dev.interleave.format;

import dev.interleave.users.UserCounts;
import dev.interleave.users.UserEvent;
import io.vertx.core.json.JsonObject;

/** How simulated users look as JSON. */
public final class UserJson {
  private UserJson() {}

  /** Something that happened to a user. */
  public static JsonObject event(UserEvent event) {
    return new JsonObject()
        .put("at", Json.instant(event.at()))
        .put("user", event.user())
        .put("waitedMs", Json.millis(event.waited().toNanos()));
  }

  /** How the users fare. */
  public static JsonObject counts(UserCounts counts) {
    return new JsonObject()
        .put("running", counts.running())
        .put("arrived", counts.arrived())
        .put("served", counts.served())
        .put("left", counts.left())
        .put("waiting", counts.waiting())
        .put("longestWaitMs", Json.millis(counts.longestWait().toNanos()));
  }
}
