package dev.interleave.offload;

import java.util.Optional;

/**
 * How a call ended.
 *
 * @param state a final state
 * @param value what the call returned, if it {@link State#SUCCEEDED}; may be empty even then
 * @param error what it threw, if it {@link State#FAILED}
 * @param ended when, by {@link Time#nanoTime()}
 */
public record Outcome(State state, Optional<Object> value, Optional<Throwable> error, long ended) {

  static Outcome returned(Object value, long now) {
    return new Outcome(State.SUCCEEDED, Optional.ofNullable(value), Optional.empty(), now);
  }

  static Outcome threw(Throwable error, long now) {
    return new Outcome(State.FAILED, Optional.empty(), Optional.of(error), now);
  }

  static Outcome stopped(State verdict, long now) {
    return new Outcome(verdict, Optional.empty(), Optional.empty(), now);
  }
}
