package dev.interleave.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final InstantSource clock;
  private final Consumer<Block> listener;
  private final Queue<Span> ended = new ArrayDeque<>();
  private final Thread thread;
  private volatile long lastBeat;
  private volatile boolean stopped;
  private final Map<Long, Noticed> noticed = new HashMap<>();
  private long blocks;

  /** A block that was noticed while it lasted; they are known by the last beat before them. */
  private record Noticed(long number, Instant start, List<StackTraceElement> frames) {}

  private Watchdog(
      Loops.Options options,
      Control control,
      GarbagePauses garbage,
      InstantSource clock,
      Consumer<Block> listener) {
    this.loop = Thread.currentThread();
    this.interval = options.interval().toNanos();
    this.limit = options.limit().toNanos();
    this.pause = limit / LOOKS_PER_LIMIT;
    this.control = control;
    this.garbage = garbage;
    this.clock = clock;
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
      Loops.Options options,
      Control control,
      GarbagePauses garbage,
      InstantSource clock,
      Consumer<Block> listener) {
    Watchdog watchdog = new Watchdog(options, control, garbage, clock, listener);
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
    if (!isOverdue(beat, now) || noticed.containsKey(beat)) {
      return;
    }
    StackTraceElement[] taken = loop.getStackTrace();
    if (lastBeat == beat) {
      Noticed block = number(beat, Frames.thatMatter(taken));
      noticed.put(beat, block);
      tell(block, new Span(beat, now), false);
    }
  }

  private void report() {
    for (Optional<Span> next = nextEnded(); next.isPresent(); next = nextEnded()) {
      Span span = next.get();
      Noticed block = noticed.remove(span.from());
      tell(block == null ? number(span.from(), List.of()) : block, span, true);
    }
  }

  private Noticed number(long beat, List<StackTraceElement> frames) {
    Instant start = clock.instant().minusNanos(System.nanoTime() - beat);
    return new Noticed(++blocks, start, frames);
  }

  private Optional<Span> nextEnded() {
    synchronized (ended) {
      boolean told = !ended.isEmpty() && System.nanoTime() - ended.element().to() > TO_BE_TOLD;
      return told ? Optional.of(ended.remove()) : Optional.empty();
    }
  }

  private void tell(Noticed block, Span span, boolean over) {
    long length = span.to() - span.from();
    long standstill = control.standstillBetween(span.from(), span.to());
    long paused = garbage.between(span.from(), span.to());
    listener.accept(
        new Block(
            block.number(),
            block.start(),
            Duration.ofNanos(length),
            over,
            cause(length, standstill, paused),
            Duration.ofNanos(paused),
            Duration.ofNanos(standstill),
            block.frames()));
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
