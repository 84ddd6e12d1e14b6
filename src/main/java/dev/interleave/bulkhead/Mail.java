package dev.interleave.bulkhead;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** Something that is to be told on a context. Put into a {@link Mailbox} once. */
abstract class Mail {
  /** The mail that was put in before; the mailbox's. */
  @Nullable Mail before;

  /** The context on which it is told; it may be a duplicate of the mailbox's. */
  abstract Context context();

  /** Tells it. Called on {@link #context}. */
  abstract void deliver();
}
