package dev.interleave.attach;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Loop;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What calls have blocked the loops of one {@code Vertx} since its start: how often, for how long,
 * and from where. Only what stacks show to be a call counts, which the machine and the collector
 * had no part in. Any thread may call.
 */
final class BlockTally {
  /** Of so many places the sums are kept; a program has few that block. */
  private static final int MOST_PLACES = 500;

  private final Map<Loop, OfLoop> loops = new LinkedHashMap<>();

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
      return new Sum(
          count + 1, total.plus(call), call.compareTo(longest) > 0 ? call : longest);
    }
  }

  /**
   * A place in the application that blocks.
   *
   * @param frame as it was last seen there
   */
  record Place(StackTraceElement frame, Sum sum) {}

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

  /** A block is over. */
  synchronized void add(BlockedReport report) {
    Duration call = report.parts().call();
    Optional<StackTraceElement> where = report.where();
    if (!report.over() || where.isEmpty() || call.isZero()) {
      return;
    }
    OfLoop loop = loops.computeIfAbsent(report.loop(), each -> new OfLoop());
    loop.all = loop.all.plus(call);
    StackTraceElement frame = where.get();
    String method = frame.getClassName() + '.' + frame.getMethodName();
    if (loop.places.size() < MOST_PLACES || loop.places.containsKey(method)) {
      loop.places.merge(
          method,
          new Place(frame, Sum.NONE.plus(call)),
          (before, one) -> new Place(frame, before.sum().plus(call)));
    }
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
