package dev.interleave.attach;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import dev.interleave.monitor.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has blocked the loops of one {@code Vertx} since its start. Of calls it knows how often, for
 * how long, and from where; only what they held the loop for by themselves counts for that, which
 * the machine and the collector had no part in. All else is counted: on a busy machine it is so
 * much that it would hide the calls. Any thread may call.
 */
final class BlockTally {
  /** Of so many places the sums are kept; a program has few that block. */
  private static final int MOST_PLACES = 500;

  private static final int KEPT = 100;

  private final Duration least;
  private final Map<Loop, OfLoop> loops = new LinkedHashMap<>();
  private final Map<Cause, Sum> others = new EnumMap<>(Cause.class);
  private final Deque<BlockedReport> calls = new ArrayDeque<>();

  /**
   * Blocks added up.
   *
   * @param count how many
   * @param total how long they were together
   * @param longest how long the longest was
   */
  record Sum(int count, Duration total, Duration longest) {
    static final Sum NONE = new Sum(0, Duration.ZERO, Duration.ZERO);

    private Sum plus(Duration call) {
      return new Sum(count + 1, total.plus(call), call.compareTo(longest) > 0 ? call : longest);
    }
  }

  /**
   * A place in the application that blocks.
   *
   * @param frame as it was last seen there
   * @param loadsClasses whether classes were loaded whenever it was seen
   */
  record Place(StackTraceElement frame, boolean loadsClasses, Sum sum) {
    private Place seen(StackTraceElement last, boolean loading, Duration call) {
      return new Place(last, loadsClasses && loading, sum.plus(call));
    }
  }

  /**
   * What blocked one loop.
   *
   * @param all what all calls did
   * @param places what most of it was, first
   */
  record Blocks(Loop loop, Sum all, List<Place> places) {}

  private static final class OfLoop {
    private final Map<String, Place> places = new LinkedHashMap<>();
    private Sum all = Sum.NONE;
  }

  /**
   * Nothing yet.
   *
   * @param least what calls have had less of a block than this, or were seen in for less than half
   *     of it, is not theirs
   */
  BlockTally(Duration least) {
    this.least = least;
  }

  /** A block is over. */
  synchronized void add(BlockedReport report) {
    Duration call = report.own();
    Optional<StackTraceElement> where = report.where();
    if (where.isEmpty() || !isOfACall(report)) {
      others.merge(
          report.cause(),
          Sum.NONE.plus(report.length()),
          (before, one) -> before.plus(report.length()));
      return;
    }
    calls.addFirst(report);
    if (calls.size() > KEPT) {
      calls.removeLast();
    }
    OfLoop loop = loops.computeIfAbsent(report.loop(), each -> new OfLoop());
    loop.all = loop.all.plus(call);
    StackTraceElement frame = where.get();
    String method = frame.getClassName() + '.' + frame.getMethodName();
    if (loop.places.size() < MOST_PLACES || loop.places.containsKey(method)) {
      Place before = loop.places.getOrDefault(method, new Place(frame, true, Sum.NONE));
      loop.places.put(method, before.seen(frame, loadsClasses(report), call));
    }
  }

  private static boolean loadsClasses(BlockedReport report) {
    return report.longest().stream()
        .flatMap(stack -> stack.frames().stream())
        .anyMatch(Callers::loadsClasses);
  }

  /**
   * A short call is seen for a part of it only, because its stacks are taken once the loop is
   * overdue: half of the least is enough.
   */
  private boolean isOfACall(BlockedReport report) {
    return report.parts().call().compareTo(least) >= 0
        && report.own().multipliedBy(2).compareTo(least) >= 0;
  }

  /** {@return the last blocks that calls have made, newest first} */
  synchronized List<BlockedReport> calls() {
    return List.copyOf(calls);
  }

  /** {@return the blocks that no call has made, by what they were for the most part} */
  synchronized Map<Cause, Sum> others() {
    return Map.copyOf(others);
  }

  /** {@return the loops that calls have blocked} */
  synchronized List<Blocks> loops() {
    return loops.entrySet().stream()
        .map(each ->
            new Blocks(
                each.getKey(),
                each.getValue().all,
                each.getValue().places.values().stream()
                    .sorted(Comparator.comparing((Place place) -> place.sum().total()).reversed())
                    .toList()))
        .toList();
  }
}
