package dev.interleave.bulkhead;

import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a bulkhead needs of a Vert.x context that only Vert.x' internal API gives. Nothing else in
 * this package uses that API.
 */
final class Contexts {
  private Contexts() {}

  /** The context that the calling thread is on, or {@code home} if it is on none. */
  static Context currentOr(Context home) {
    Context current = Vertx.currentContext();
    return current == null ? home : current;
  }

  /** A promise whose listeners are told on {@code context}, whoever completes it. */
  static <T> Promise<T> promise(Context context) {
    return ((ContextInternal) context).promise();
  }

  /** The context itself, or the one that it is a duplicate of, as a request's context is. */
  static Context root(Context context) {
    return ((ContextInternal) context).unwrap();
  }

  /** Whether it stands for another one, as a request's context does. */
  static boolean isDuplicate(Context context) {
    return ((ContextInternal) context).isDuplicate();
  }

  /** What {@code root} keeps for {@code key}; all its duplicates share it. */
  @SuppressWarnings("unchecked")
  static <T> T data(Context root, Class<T> key, Function<Object, ? extends T> makes) {
    return (T) ((ContextInternal) root).contextData().computeIfAbsent(key, makes);
  }

  /**
   * Makes {@code context} the current one of the calling thread, whatever thread that is, as Vert.x
   * does around the code of an {@code executeBlocking}.
   *
   * @return what {@link #end} needs to put back the one before
   */
  static Object begin(Context context) {
    return ((ContextInternal) context).beginDispatch();
  }

  static void end(Context context, Object before) {
    ((ContextInternal) context).endDispatch((ContextInternal) before);
  }

  /** Sets a timer that goes off on {@code context}. Any thread may call. */
  static long setTimer(Context context, long millis, Runnable action) {
    return ((ContextInternal) context).setTimer(millis, id -> action.run());
  }

  /**
   * Does something on a context that belongs to no verticle, on the event loop of {@code context}:
   * what is opened there stays open until it is closed by name.
   */
  static <T> T apart(Context context, Supplier<T> opens) {
    ContextInternal internal = (ContextInternal) context;
    ContextInternal apart =
        internal
            .owner()
            .contextBuilder()
            .withEventLoop(internal.nettyEventLoop())
            .withCloseFuture(new CloseFuture())
            .build();
    Object before = begin(apart);
    try {
      return opens.get();
    } finally {
      end(apart, before);
    }
  }

  /** Whether what is opened on the calling thread closes with a verticle. */
  static boolean isInVerticle(Vertx vertx) {
    return ((ContextInternal) vertx.getOrCreateContext()).isDeployment();
  }

  /**
   * Has {@code hook} called when the verticle of {@code context}, or its Vert.x, closes.
   *
   * @return false if that has begun already
   */
  static boolean closeWith(Context context, Closeable hook) {
    return ((ContextInternal) context).closeFuture().add(hook);
  }

  static void closeAlone(Context context, Closeable hook) {
    ((ContextInternal) context).removeCloseHook(hook);
  }
}
