package dev.interleave.checker;

import io.vertx.core.json.JsonObject;

/** Something that happened in a run, in the order in which it was seen. */
public sealed interface Said {
  /** The name by which a client calls the job that it is about. */
  String tag();

  /** The service has accepted a job: it has promised that nothing of it is lost. */
  record Accepted(String tag, String id, boolean repeatable) implements Said {}

  /** The service has refused a job, or has died before it answered: it has promised nothing. */
  record NotAccepted(String tag, String why) implements Said {}

  /** The service says how a job stands. */
  record Stands(String tag, String state, int attempt) implements Said {
    public boolean isFinal() {
      return !state.equals("queued") && !state.equals("running");
    }

    public static Stands of(String tag, JsonObject job) {
      return new Stands(tag, job.getString("state"), job.getInteger("attempt"));
    }
  }

  /** The service knows no such job. */
  record Unknown(String tag) implements Said {}

  /** The call of a job was made: it says so itself. */
  record Called(String tag) implements Said {}
}
