package dev.interleave.bulkhead;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** Something that is to be told on a context. In one {@link Intake} at a time. */
abstract class Mail {
  /** To its neighbour: the one before while it is in an intake, the one after once it is taken. */
  @Nullable Mail link;

  /** The context on which it is told; it may be a duplicate of the mailbox's. */
  abstract Context context();

  /** Tells it. Called on {@link #context}. */
  abstract void deliver();
}
