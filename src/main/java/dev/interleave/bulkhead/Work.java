package dev.interleave.bulkhead;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Work for an {@code executeBlocking}. Vert.x says twice that it has rejected one, by its future
 * and by an exception; this passes it on once.
 */
final class Work extends AtomicBoolean implements Callable<Void> {
  private static final long serialVersionUID = 1L;

  private final transient Runnable work;
  private final transient Consumer<Throwable> failed;

  Work(Runnable work, Consumer<Throwable> failed) {
    this.work = work;
    this.failed = failed;
  }

  @Override
  public Void call() {
    set(true);
    work.run();
    return null;
  }

  /** It cannot be run. */
  void failed(Throwable why) {
    if (compareAndSet(false, true)) {
      failed.accept(why);
    }
  }
}
