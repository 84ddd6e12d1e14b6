package dev.interleave.users;

/** Something cannot start, because users of an earlier request are still there. */
public final class UsersRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsersRunningException() {
    super(
        "users are there already, and only one group at a time; DELETE /users sends them away",
        null,
        false,
        false);
  }
}
