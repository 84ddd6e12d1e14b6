package dev.interleave.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sees when a loop stands still, and where. A thread of its own looks at the loop's last beat; when
 * the next one is overdue by more than the limit, it takes the loop's stack. The beat that ends the
 * block says how long it was.
 *
 * <p>A pause of the whole process stops the watchdog too. It notices, and leaves the loop time to
 * beat before it judges; what stood still besides the loop is told with the block.
 */
final class Watchdog {
  private static final int LOOKS_PER_LIMIT = 5;

  /** The control and the collector tell of a pause a moment after it. */
  private static final long TO_BE_TOLD = Duration.ofMillis(50).toNanos();

  private final Thread loop;
  private final long interval;
  private final long limit;
  private final long pause;
  private final Control control;
  private final GarbagePauses garbage;
  private final Consumer<Block> listener;
  private final Queue<Span> ended = new ArrayDeque<>();
  private final Thread thread;
  private volatile long lastBeat;
  private volatile boolean stopped;
  private Optional<Stack> stack = Optional.empty();
  private long blocks;

  /** A stack that was taken while the beat after {@code lastBeat} was overdue. */
  private record Stack(long number, long lastBeat, List<StackTraceElement> frames) {}

  private Watchdog(
      Loops.Options options, Control control, GarbagePauses garbage, Consumer<Block> listener) {
    this.loop = Thread.currentThread();
    this.interval = options.interval().toNanos();
    this.limit = options.limit().toNanos();
    this.pause = limit / LOOKS_PER_LIMIT;
    this.control = control;
    this.garbage = garbage;
    this.listener = listener;
    this.lastBeat = System.nanoTime();
    this.thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::run);
  }

  /**
   * Starts to watch the loop that this is called on.
   *
   * @param listener told of a block when it is noticed and when it is over, on the watchdog's
   *     thread
   */
  static Watchdog start(
      Loops.Options options, Control control, GarbagePauses garbage, Consumer<Block> listener) {
    Watchdog watchdog = new Watchdog(options, control, garbage, listener);
    watchdog.thread.start();
    return watchdog;
  }

  /** So long after a block its end has been told, if the machine does not stand still meanwhile. */
  static Duration toTell(Loops.Options options) {
    long looks = 2 * options.limit().toNanos() / LOOKS_PER_LIMIT;
    return Duration.ofNanos(TO_BE_TOLD + looks + 2 * options.interval().toNanos());
  }

  /** Ends it. Any thread. */
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** The loop has beaten; called on the loop. */
  void beat(long now) {
    long before = lastBeat;
    lastBeat = now;
    if (isOverdue(before, now)) {
      synchronized (ended) {
        ended.add(new Span(before, now));
      }
    }
  }

  private void run() {
    while (!stopped) {
      long before = System.nanoTime();
      LockSupport.parkNanos(pause);
      long now = System.nanoTime();
      report();
      if (now - before < 2 * pause) {
        look(now);
      }
    }
  }

  private void look(long now) {
    long beat = lastBeat;
    if (!isOverdue(beat, now) || stack.isPresent()) {
      return;
    }
    StackTraceElement[] taken = loop.getStackTrace();
    if (lastBeat == beat) {
      Stack noticed = new Stack(++blocks, beat, Frames.thatMatter(taken));
      stack = Optional.of(noticed);
      listener.accept(block(noticed.number(), new Span(beat, now), false, noticed.frames()));
    }
  }

  private void report() {
    for (Optional<Span> next = nextEnded(); next.isPresent(); next = nextEnded()) {
      Span span = next.get();
      Optional<Stack> taken = stack.filter(noticed -> noticed.lastBeat() == span.from());
      taken.ifPresent(noticed -> stack = Optional.empty());
      listener.accept(
          block(
              taken.map(Stack::number).orElseGet(() -> ++blocks),
              span,
              true,
              taken.map(Stack::frames).orElse(List.of())));
    }
  }

  private Optional<Span> nextEnded() {
    synchronized (ended) {
      boolean told = !ended.isEmpty() && System.nanoTime() - ended.element().to() > TO_BE_TOLD;
      return told ? Optional.of(ended.remove()) : Optional.empty();
    }
  }

  private Block block(long number, Span span, boolean over, List<StackTraceElement> frames) {
    long length = span.to() - span.from();
    long standstill = control.standstillBetween(span.from(), span.to());
    long paused = garbage.between(span.from(), span.to());
    return new Block(
        number,
        Instant.now().minusNanos(System.nanoTime() - span.from()),
        Duration.ofNanos(length),
        over,
        cause(length, standstill, paused),
        Duration.ofNanos(paused),
        Duration.ofNanos(standstill),
        frames);
  }

  /** Something ran on the loop if what is left without the rest would have been a block as well. */
  private Block.Cause cause(long length, long standstill, long paused) {
    long others = Math.max(standstill, paused);
    if (length - interval - others > limit || others == 0) {
      return Block.Cause.CALL;
    }
    return 2 * paused > others ? Block.Cause.GC : Block.Cause.MACHINE;
  }

  private boolean isOverdue(long beat, long now) {
    return now - beat - interval > limit;
  }
}
