package dev.interleave.bulkhead;

import java.util.Objects;
import java.util.Optional;

/**
 * How one call is to be treated. Immutable; each {@code with…} makes a changed copy.
 *
 * @param key on whose behalf the call is made (a tenant, a user); waiting calls are taken in turn
 *     by key. Calls without a key share one turn. Needs {@code equals} and {@code hashCode}
 * @param critical whether the call may use the reserved permits, and goes before those that may not
 * @param listener hears of the call's start and end
 */
public record CallOptions(Optional<Object> key, boolean critical, Optional<CallListener> listener) {
  /** No key, not critical, no listener. */
  public static final CallOptions DEFAULT =
      new CallOptions(Optional.empty(), false, Optional.empty());

  /**
   * The same on behalf of a key.
   *
   * @param key a tenant, a user
   * @return a changed copy
   */
  public CallOptions withKey(Object key) {
    return new CallOptions(Optional.of(Objects.requireNonNull(key, "key")), critical, listener);
  }

  /** {@return the same, and critical} */
  public CallOptions asCritical() {
    return new CallOptions(key, true, listener);
  }

  /**
   * The same with a listener.
   *
   * @param listener takes the place of the one that there was
   * @return a changed copy
   */
  public CallOptions withListener(CallListener listener) {
    return new CallOptions(
        key, critical, Optional.of(Objects.requireNonNull(listener, "listener")));
  }
}
