package dev.interleave.attach;

import dev.interleave.attach.BlockTally.Blocks;
import dev.interleave.attach.BlockTally.Place;
import dev.interleave.attach.Finding.Kind;
import dev.interleave.attach.Pool.Figures;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws conclusions from what is measured: in plain words, with the evidence and what to do. */
final class Findings {
  /** What calls have cost a loop less than this, all in all, is not worth a finding. */
  private static final Duration LEAST_BLOCKED = Duration.ofMillis(20);

  /** A queue that is gone sooner is a burst, as there are in any application. */
  private static final Duration LEAST_QUEUED = Duration.ofSeconds(1);

  private static final String OFFLOAD =
      "make that call with executeBlocking, in a worker verticle or on a virtual thread";
  private static final String READ_THE_STACK =
      "no frame of the application was seen there: read the whole stack at /loops";

  private static final Duration LATE_MACHINE = Duration.ofMillis(10);

  private Findings() {}

  /** {@return all that can be said now; what has cost most comes first} */
  static List<Finding> of(Attachment attachment) {
    List<Finding> found = new ArrayList<>();
    for (WatchedVertx vertx : attachment.watched()) {
      vertx.goingOn().forEach(block -> goesOn(vertx, block).ifPresent(found::add));
      vertx.tally().loops().forEach(blocks -> blocked(vertx, blocks).ifPresent(found::add));
      for (Pool pool : vertx.pools()) {
        inOrder(pool).ifPresent(found::add);
        saturated(pool).ifPresent(found::add);
      }
      machine(vertx).ifPresent(found::add);
    }
    attachment.pinned().places().forEach(each -> found.add(pinned(each)));
    return found.stream().sorted(Comparator.comparing(Finding::weight).reversed()).toList();
  }

  private static Optional<Finding> goesOn(WatchedVertx vertx, BlockedReport block) {
    Duration call = block.parts().call();
    return block
        .where()
        .filter(where -> call.compareTo(LEAST_BLOCKED) >= 0)
        .map(where ->
            new Finding(
                Kind.LOOP_BLOCKED,
                call,
                "%s is blocked, for %s by now, by %s"
                    .formatted(
                        vertx.nameOf(block.loop()), Words.time(WatchedVertx.lasts(block)), where),
                "it has not ended yet; meanwhile nothing else on that loop goes on",
                Callers.isOfTheApplication(where.getClassName()) ? OFFLOAD : READ_THE_STACK));
  }

  private static Optional<Finding> blocked(WatchedVertx vertx, Blocks blocks) {
    if (blocks.all().total().compareTo(LEAST_BLOCKED) < 0) {
      return Optional.empty();
    }
    Place worst = blocks.places().getFirst();
    long share = 100 * worst.sum().total().toNanos() / blocks.all().total().toNanos();
    return Optional.of(
        new Finding(
            Kind.LOOP_BLOCKED,
            worst.loadsClasses() ? Duration.ZERO : blocks.all().total(),
            "%s was blocked %s by calls, %s in all: %d %% of it by %s"
                .formatted(
                    vertx.nameOf(blocks.loop()),
                    Words.times(blocks.all().count()),
                    Words.time(blocks.all().total()),
                    share,
                    worst.frame()),
            "%s there, %s at most; meanwhile nothing else on that loop went on"
                .formatted(Words.times(worst.sum().count()), Words.time(worst.sum().longest())),
            advice(worst)));
  }

  private static String advice(Place worst) {
    String advice =
        Callers.isOfTheApplication(worst.frame().getClassName()) ? OFFLOAD : READ_THE_STACK;
    return worst.loadsClasses()
        ? "classes were loaded there, as the first calls after a start do: if that is too long, make"
            + " such a call before requests come"
        : advice;
  }

  private static Optional<Finding> inOrder(Pool pool) {
    Duration longest = pool.inOrder().longest();
    Figures figures = pool.figures();
    if (longest.compareTo(LEAST_QUEUED) < 0) {
      return Optional.empty();
    }
    Queued queued = pool.inOrder().goesOn() ? Queued.now(figures) : Queued.NONE;
    return Optional.of(
        new Finding(
            Kind.CALLS_IN_ORDER,
            longest,
            "calls wait in pool %s although it has free threads: they are made in order"
                .formatted(Words.name(figures)),
            "for %s without a break%s; queue wait p99 %s%s"
                .formatted(
                    Words.time(longest),
                    queued.words(),
                    Words.time(Duration.ofNanos(Percentiles.of(figures.queueWait()).p99())),
                    figures.caller().map(frame -> "; called at " + frame).orElse("")),
            "if the order does not matter, pass false as the second argument of executeBlocking;"
                + " of a worker verticle, deploy more instances"));
  }

  /** How many run and wait at this moment, if it is one in which calls wait. */
  private record Queued(String words) {
    private static final Queued NONE = new Queued("");

    private static Queued now(Figures pool) {
      return new Queued(
          "; now %s of %s threads %s busy, and %s"
              .formatted(
                  pool.running(),
                  pool.size().map(Object::toString).orElse("all"),
                  pool.running() == 1 ? "is" : "are",
                  pool.queued() == 1 ? "1 call waits" : pool.queued() + " calls wait"));
    }
  }

  private static Optional<Finding> saturated(Pool pool) {
    Duration longest = pool.saturated().longest();
    Figures figures = pool.figures();
    if (longest.compareTo(LEAST_QUEUED) < 0) {
      return Optional.empty();
    }
    Queued queued = pool.saturated().goesOn() ? Queued.now(figures) : Queued.NONE;
    return Optional.of(
        new Finding(
            Kind.POOL_SATURATED,
            longest,
            "pool %s was saturated for %s".formatted(Words.name(figures), Words.time(longest)),
            "all of its %s were taken, and calls waited%s; queue wait p99 %s, run time p50 %s"
                .formatted(
                    figures
                        .size()
                        .map(size -> size + (pool.isOfThreads() ? " threads" : " places"))
                        .orElse("places"),
                    queued.words(),
                    Words.time(Duration.ofNanos(Percentiles.of(figures.queueWait()).p99())),
                    Words.time(Duration.ofNanos(Percentiles.of(figures.runTime()).p50()))),
            "give calls of this kind a pool of their own with a bound to its queue, make them"
                + " shorter, or make the pool larger"));
  }

  private static Finding pinned(PinnedThreads.Place place) {
    return new Finding(
        Kind.THREAD_PINNED,
        place.total(),
        "virtual threads were pinned %s by %s".formatted(Words.times(place.count()), place.frame()),
        "%s in all, %s at most; meanwhile each held one of the few threads that carry virtual ones"
            .formatted(Words.time(place.total()), Words.time(place.longest())),
        "until Java 24: use a ReentrantLock there instead of synchronized; of native code: make the"
            + " call on a thread of a pool");
  }

  private static Optional<Finding> machine(WatchedVertx vertx) {
    Percentiles control = Percentiles.of(vertx.monitor().snapshot().control().correctedHistogram());
    Duration late = Duration.ofNanos(control.p99());
    return late.compareTo(LATE_MACHINE) < 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.MACHINE_LATE,
                late,
                "the machine is late: a thread that only waits was late by %s in one of 100 cases"
                    .formatted(Words.time(late)),
                "loops are late with it, and that is not the application's; %s at most"
                    .formatted(Words.time(Duration.ofNanos(control.max()))),
                "look at processors, at limits of a container and at pauses for garbage first"));
  }
}
