package dev.interleave.attach;

import io.vertx.core.spi.metrics.PoolMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the application's, of threads or of connections: who waits for a place in it, and how
 * long a place is taken. Vert.x tells it of each call, on the threads of the application, so this
 * costs little and waits for nobody.
 */
final class Pool implements PoolMetrics<Pool.Place, Pool.Place> {
  private static final int DIGITS = 2;
  private static final long MOST_NANOS = Duration.ofHours(24).toNanos();

  /** Who calls is looked up so often at the most. */
  private static final long LOOK_UP = Duration.ofMillis(250).toNanos();

  private final String type;
  private final Optional<String> name;
  private final int size;
  private final @Nullable PoolMetrics<?, ?> theirs;
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder ended = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder begun = new LongAdder();
  private final Times waits = new Times();
  private final Times runs = new Times();
  private final Stretch saturated = new Stretch();
  private final Stretch inOrder = new Stretch();
  private volatile boolean closed;
  private volatile long callerKnownAt = System.nanoTime() - LOOK_UP;
  private volatile Optional<StackTraceElement> caller = Optional.empty();

  /** When somebody began to wait, or got a place; and what the application's metrics know it by. */
  static final class Place {
    private final long since = System.nanoTime();
    private final @Nullable Object theirs;

    private Place(@Nullable Object theirs) {
      this.theirs = theirs;
    }
  }

  /**
   * What a pool does, and has done.
   *
   * @param type {@code worker} for one of threads, {@code http} and others for connections
   * @param name the application's, or Vert.x'
   * @param size how many places there are; empty if there is no bound
   * @param running how many of them are taken
   * @param queued how many wait for one
   * @param ended how many calls have left their place
   * @param rejected how many left the queue without a place
   * @param queueWait nanoseconds that those waited who got a place
   * @param runTime nanoseconds that those had it who have left
   * @param caller who made a call that had to wait, by the last stack that was taken of one
   */
  record Figures(
      String type,
      Optional<String> name,
      Optional<Integer> size,
      int running,
      int queued,
      long ended,
      long rejected,
      Histogram queueWait,
      Histogram runTime,
      Optional<StackTraceElement> caller) {}

  /** Durations that any thread may add to. */
  private static final class Times {
    private final Recorder recorder = new Recorder(MOST_NANOS, DIGITS);
    private final Histogram all = new Histogram(MOST_NANOS, DIGITS);
    private @Nullable Histogram read;

    void add(long nanos) {
      recorder.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
    }

    synchronized Histogram all() {
      read = recorder.getIntervalHistogram(read);
      all.add(read);
      return all.copy();
    }
  }

  /**
   * Nobody in it yet.
   *
   * @param size how many places there are; negative if there is no bound
   * @param theirs what the application's own metrics have of it
   */
  Pool(String type, Optional<String> name, int size, @Nullable PoolMetrics<?, ?> theirs) {
    this.type = type;
    this.name = name;
    this.size = size;
    this.theirs = theirs;
  }

  /** What it does now. Any thread. */
  Figures figures() {
    // Whoever leaves the queue for a place takes it at once.
    long gone = left.sum();
    long rejected = Math.max(0, gone - begun.sum());
    return new Figures(
        type,
        name,
        size > 0 ? Optional.of(size) : Optional.empty(),
        running.get(),
        queued.get(),
        ended.sum(),
        rejected,
        waits.all(),
        runs.all(),
        caller);
  }

  /** Whether it is one of threads that make calls which block. */
  boolean isOfThreads() {
    return type.equals("worker");
  }

  /** Whether it has made calls on virtual threads, which have no bound. */
  boolean isOfVirtualThreads() {
    return isOfThreads() && size < 0 && begun.sum() > 0;
  }

  /** Looks whether somebody waits, and what for. Called by one thread, now and then. */
  void look(long now) {
    int taken = running.get();
    boolean somebodyWaits = queued.get() > 0;
    saturated.look(now, size > 0 && taken >= size && somebodyWaits);
    inOrder.look(now, isOfThreads() && taken > 0 && taken < size && somebodyWaits);
  }

  /** While every place is taken, and somebody waits for one. */
  Stretch saturated() {
    return saturated;
  }

  /** While somebody waits although there is a place: calls wait for one another. */
  Stretch inOrder() {
    return inOrder;
  }

  /** Whether the application has closed it. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public Place enqueue() {
    if (queued.incrementAndGet() > 1 && isOfThreads()) {
      lookUpCaller();
    }
    return new Place(theirs == null ? null : theirs.enqueue());
  }

  @Override
  public void dequeue(Place place) {
    queued.decrementAndGet();
    left.increment();
    waits.add(System.nanoTime() - place.since);
    tell((pool, metric) -> pool.dequeue(metric), place);
  }

  @Override
  public Place begin() {
    running.incrementAndGet();
    begun.increment();
    return new Place(theirs == null ? null : theirs.begin());
  }

  @Override
  public void end(Place place) {
    running.decrementAndGet();
    ended.increment();
    runs.add(System.nanoTime() - place.since);
    tell((pool, metric) -> pool.end(metric), place);
  }

  @Override
  public void close() {
    closed = true;
    if (theirs != null) {
      theirs.close();
    }
  }

  private interface Telling {
    void tell(PoolMetrics<@Nullable Object, @Nullable Object> pool, @Nullable Object metric);
  }

  @SuppressWarnings("unchecked") // What they gave is given back to them.
  private void tell(Telling telling, Place place) {
    if (theirs != null) {
      telling.tell((PoolMetrics<@Nullable Object, @Nullable Object>) theirs, place.theirs);
    }
  }

  private void lookUpCaller() {
    long now = System.nanoTime();
    if (now - callerKnownAt > LOOK_UP) {
      callerKnownAt = now;
      caller = Callers.find().or(() -> caller);
    }
  }
}
