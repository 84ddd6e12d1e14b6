package dev.interleave.bulkhead;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What any thread has to tell on one context. The first mail that is put in wakes the context; what
 * comes in until it looks goes along with it, so that many ends cost one wake-up.
 */
final class Mailbox {
  /** Told in one go on an event loop; what waits there besides has its turn before the rest. */
  private static final int PORTION = 128;

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Context root;
  private final int portion;
  private final Intake<Mail> intake = new Intake<>();

  /** What was taken out and is not told yet. Confined to the context. */
  private @Nullable Mail next;

  private Mailbox(Context root) {
    this.root = root;
    // Elsewhere a handler may block or await, and the rest may be what it waits for.
    this.portion = root.isEventLoopContext() ? PORTION : 1;
  }

  /** The one of a context, which it shares with its duplicates. Any thread. */
  static Mailbox of(Context context) {
    Context root = Contexts.root(context);
    return Contexts.data(root, Mailbox.class, key -> new Mailbox(root));
  }

  /** Any thread. Mail is told in the order in which it was put in. */
  void put(Mail mail) {
    if (intake.put(mail) && !wake()) {
      tellHere();
    }
  }

  /** Returns false if the context is gone. */
  private boolean wake() {
    try {
      root.runOnContext(v -> deliver());
      return true;
    } catch (RejectedExecutionException contextIsGone) {
      return false;
    }
  }

  private void tellHere() {
    for (Mail left = intake.takeOldestFirst(); left != null; ) {
      Mail mail = left;
      left = mail.link;
      deliverOnItsContext(mail);
    }
  }

  private void deliver() {
    int told = 0;
    for (Mail mail = take(); mail != null; mail = take()) {
      told++;
      boolean last = told >= portion && (next == null || wake());
      if (Contexts.isDuplicate(mail.context())) {
        deliverOnItsContext(mail);
      } else {
        deliver(mail);
      }
      if (last) {
        return;
      }
    }
  }

  private @Nullable Mail take() {
    Mail mail = next == null ? intake.takeOldestFirst() : next;
    if (mail != null) {
      next = mail.link;
      mail.link = null;
    }
    return mail;
  }

  private static void deliverOnItsContext(Mail mail) {
    Object before = Contexts.begin(mail.context());
    try {
      deliver(mail);
    } finally {
      Contexts.end(mail.context(), before);
    }
  }

  private static void deliver(Mail mail) {
    try {
      mail.deliver();
    } catch (Throwable faulty) {
      LOG.error("a listener of a call has thrown", faulty);
    }
  }
}
