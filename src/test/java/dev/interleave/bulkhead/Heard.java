package dev.interleave.bulkhead;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Everything that a listener heard of one call, in order. */
class Heard implements CallListener {
  final List<String> words = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Thread> start = new CompletableFuture<>();
  private final CompletableFuture<CallEnd> end = new CompletableFuture<>();
  private final CompletableFuture<Void> release = new CompletableFuture<>();

  @Override
  public void started(Thread thread, long nanoTime) {
    words.add("started");
    start.complete(thread);
  }

  @Override
  public void ended(CallEnd ended) {
    words.add(ended.state() + (ended.holdsThread() ? ", holds its thread" : ""));
    end.complete(ended);
  }

  @Override
  public void released() {
    words.add("released");
    release.complete(null);
  }

  CallOptions asOption() {
    return CallOptions.DEFAULT.withListener(this);
  }

  Thread awaitStart() {
    return start.orTimeout(20, TimeUnit.SECONDS).join();
  }

  CallEnd awaitEnd() {
    return end.orTimeout(20, TimeUnit.SECONDS).join();
  }

  void awaitRelease() {
    release.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
