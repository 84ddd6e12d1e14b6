package dev.interleave.offload;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Everything that an offload reported of one call, in order. */
class Heard implements Observer {
  final CompletableFuture<Thread> start = new CompletableFuture<>();
  final CompletableFuture<Outcome> end = new CompletableFuture<>();
  final CompletableFuture<Void> release = new CompletableFuture<>();
  final List<String> words = new CopyOnWriteArrayList<>();

  @Override
  public void started(Thread thread, long started) {
    words.add("started");
    start.complete(thread);
  }

  @Override
  public void ended(Outcome outcome, boolean holdsThread) {
    words.add(outcome.state() + (holdsThread ? ", holds its thread" : ""));
    end.complete(outcome);
  }

  @Override
  public void released() {
    words.add("released");
    release.complete(null);
  }

  Thread awaitStart() {
    return start.orTimeout(20, TimeUnit.SECONDS).join();
  }

  Outcome awaitEnd() {
    return end.orTimeout(20, TimeUnit.SECONDS).join();
  }

  void awaitRelease() {
    release.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
