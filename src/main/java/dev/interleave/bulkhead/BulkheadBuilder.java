package dev.interleave.bulkhead;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Describes a {@link Bulkhead}. Each method throws an {@link IllegalArgumentException} that names
 * the value and what is allowed. Confined to one thread.
 */
public final class BulkheadBuilder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_CALLS = 1_000_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Vertx vertx;
  private final List<ContextCarrier> carriers = new ArrayList<>(List.of(new Diagnostics()));
  private String name = "";
  private int concurrency = 20;
  private int reserved;
  private int queue = 1000;
  private Duration queueTimeout = Duration.ofSeconds(30);
  private Duration callTimeout = Duration.ofSeconds(60);
  private ToIntFunction<Object> weight = key -> 1;
  private Threads threads = Threads.workerPool();
  private Optional<Time> time = Optional.empty();

  BulkheadBuilder(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Names it; has to be called. The name stands in exceptions and metrics, and its threads are
   * named after it: {@code bulkhead.db-0}.
   *
   * @param name 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first
   * @return this builder
   */
  public BulkheadBuilder name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw notAllowed("name", name, "1 to 64 letters, digits and ._-, a letter or digit first");
    }
    this.name = name;
    return this;
  }

  /**
   * How many calls may run at the same time.
   *
   * @param permits from 1 to 1,000,000; 20 if nothing is said
   * @return this builder
   */
  public BulkheadBuilder concurrency(int permits) {
    this.concurrency = within("concurrency", permits, 1);
    return this;
  }

  /**
   * How many permits only critical calls may hold.
   *
   * @param permits from 0 to one less than the concurrency; 0 if nothing is said
   * @return this builder
   */
  public BulkheadBuilder reserved(int permits) {
    this.reserved = within("reserved", permits, 0);
    return this;
  }

  /**
   * How many calls may wait when every permit is taken; one more is rejected. Critical calls have
   * as much room of their own.
   *
   * @param calls from 0 to 1,000,000; 1000 if nothing is said
   * @return this builder
   */
  public BulkheadBuilder queue(int calls) {
    this.queue = within("queue", calls, 0);
    return this;
  }

  /**
   * How long a call may wait before it expires with a {@link QueueTimeoutException}. It is told up
   * to a millisecond late, or a thousandth of the time, by a timer of the bulkhead's own context.
   *
   * @param timeout from 1 ms to 24 h; 30 s if nothing is said
   * @return this builder
   */
  public BulkheadBuilder queueTimeout(Duration timeout) {
    this.queueTimeout = within("queueTimeout", timeout);
    return this;
  }

  /**
   * How long a call may run before it is interrupted and fails with a {@link CallTimeoutException}.
   * It is told up to a millisecond late, or a thousandth of the time.
   *
   * @param timeout from 1 ms to 24 h; 60 s if nothing is said
   * @return this builder
   */
  public BulkheadBuilder callTimeout(Duration timeout) {
    this.callTimeout = within("callTimeout", timeout);
    return this;
  }

  /**
   * How many waiting calls of a key are taken before it is the next key's turn.
   *
   * @param weight asked with the key of each call, on the caller's thread, which gets what it
   *     throws; less than 1 is taken for 1. Every key has 1 if nothing is said
   * @return this builder
   */
  public BulkheadBuilder weight(ToIntFunction<Object> weight) {
    this.weight = Objects.requireNonNull(weight, "weight");
    return this;
  }

  /**
   * Says where the calls run.
   *
   * @param threads {@link Threads#workerPool()} if nothing is said
   * @return this builder
   */
  public BulkheadBuilder threads(Threads threads) {
    this.threads = Objects.requireNonNull(threads, "threads");
    return this;
  }

  /**
   * Carries something more over to the calls; may be called several times.
   *
   * @param carrier asked for each call
   * @return this builder
   */
  public BulkheadBuilder carry(ContextCarrier carrier) {
    carriers.add(Objects.requireNonNull(carrier, "carrier"));
    return this;
  }

  /**
   * Says by which clock its timeouts go.
   *
   * @param time the system's if nothing is said
   * @return this builder
   */
  public BulkheadBuilder time(Time time) {
    this.time = Optional.of(time);
    return this;
  }

  /**
   * Builds it. Its threads are prepared at once; calls are accepted from now on. What is built in
   * the start of a verticle closes with that verticle.
   *
   * @return a bulkhead that takes calls
   * @throws IllegalArgumentException if it has no name, or one that another bulkhead of this {@link
   *     Vertx} has, or if as many permits are reserved as there are
   */
  public Bulkhead build() {
    if (name.isEmpty()) {
      throw notAllowed("name", name, "a name of its own");
    }
    if (reserved >= concurrency) {
      throw notAllowed("reserved", reserved, "less than the concurrency, " + concurrency);
    }
    return new Bulkhead(
        vertx,
        new BulkheadSettings(
            name,
            concurrency,
            reserved,
            queue,
            queueTimeout,
            callTimeout,
            weight,
            threads,
            carriers.size() == 1 ? carriers.getFirst() : new Carriers(carriers),
            time));
  }

  private static int within(String what, int value, int least) {
    if (value < least || value > MOST_CALLS) {
      throw notAllowed(what, value, "from %d to %d".formatted(least, MOST_CALLS));
    }
    return value;
  }

  private static Duration within(String what, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw notAllowed(what, value, "from 1 ms to 24 h");
    }
    return value;
  }

  private static IllegalArgumentException notAllowed(String what, Object value, String allowed) {
    return new IllegalArgumentException(
        "%s '%s' is not allowed; allowed: %s".formatted(what, value, allowed));
  }
}
