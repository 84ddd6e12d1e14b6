package dev.interleave.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of many stacks the few that tell what ran on a loop, and in which order. */
final class Stacks {
  private static final int MOST = 16;
  private static final int MOST_FRAMES = 64;

  private final long start;
  private final double all;

  private Stacks(long start, int all) {
    this.start = start;
    this.all = all;
  }

  /**
   * What ran longest, with what came before and after it.
   *
   * @param start of the stall, by {@link System#nanoTime()}
   * @param taken all stacks of it, in order
   */
  static List<BlockedReport.Stack> summary(long start, List<StackSample> taken) {
    List<StackSample> calls = taken.stream().filter(StackSample::showsACall).toList();
    return new Stacks(start, taken.size())
        .split(calls).stream()
            .sorted(Comparator.comparingDouble(BlockedReport.Stack::share).reversed())
            .limit(MOST)
            .sorted(Comparator.comparing(BlockedReport.Stack::after))
            .toList();
  }

  private List<BlockedReport.Stack> split(List<StackSample> stacks) {
    if (stacks.isEmpty()) {
      return List.of();
    }
    List<StackTraceElement> path = pathToLookAt(stacks);
    List<StackSample> through = stacks.stream().filter(stack -> goes(path, stack)).toList();
    int first = stacks.indexOf(through.getFirst());
    int last = stacks.indexOf(through.getLast());
    List<BlockedReport.Stack> inOrder = new ArrayList<>(split(stacks.subList(0, first)));
    inOrder.add(describe(through, path.size() - 1));
    inOrder.addAll(split(stacks.subList(last + 1, stacks.size())));
    return inOrder;
  }

  private BlockedReport.Stack describe(List<StackSample> through, int depth) {
    List<StackSample> sameLine = commonest(through, stack -> stack.fromOutermost(depth));
    List<StackSample> same = commonest(sameLine, StackSample::frames);
    return new BlockedReport.Stack(
        sameLine.getFirst().fromOutermost(depth),
        through.size() / all,
        Duration.ofNanos(Math.max(0, through.getFirst().at() - start)),
        same.getFirst().frames().stream().limit(MOST_FRAMES).toList());
  }

  /**
   * From the outermost method to the application's innermost that most go through; of a recursion,
   * to its outermost call.
   */
  private static List<StackTraceElement> pathToLookAt(List<StackSample> stacks) {
    List<StackTraceElement> path = pathOfMost(stacks);
    int where = path.lastIndexOf(Frames.where(path.reversed()));
    while (where > 0 && method(path.get(where - 1)).equals(method(path.get(where)))) {
      where--;
    }
    return path.subList(0, where + 1);
  }

  /**
   * From the outermost method to the deepest that at least half of the stacks go through: each step
   * is the one that most take. The first is taken by fewer than half if there is none else.
   */
  private static List<StackTraceElement> pathOfMost(List<StackSample> stacks) {
    List<StackTraceElement> path = new ArrayList<>();
    List<StackSample> through = stacks;
    while (path.isEmpty() || 2 * through.size() >= stacks.size()) {
      int depth = path.size();
      List<StackSample> deeper =
          through.stream().filter(stack -> stack.frames().size() > depth).toList();
      if (deeper.isEmpty()) {
        return path;
      }
      through = commonest(deeper, stack -> method(stack.fromOutermost(depth)));
      path.add(through.getFirst().fromOutermost(depth));
    }
    return path.size() == 1 ? path : path.subList(0, path.size() - 1);
  }

  private static boolean goes(List<StackTraceElement> path, StackSample stack) {
    return stack.frames().size() >= path.size()
        && Stream.iterate(0, depth -> depth < path.size(), depth -> depth + 1)
            .allMatch(depth -> method(path.get(depth)).equals(method(stack.fromOutermost(depth))));
  }

  private static List<String> method(StackTraceElement frame) {
    return List.of(frame.getClassName(), frame.getMethodName());
  }

  /**
   * Those that have the same of something as most do; of the first such, if several are as many.
   */
  private static <K> List<StackSample> commonest(
      List<StackSample> stacks, Function<StackSample, K> same) {
    Map<K, List<StackSample>> groups =
        stacks.stream()
            .collect(Collectors.groupingBy(same, LinkedHashMap::new, Collectors.toList()));
    return groups.values().stream().max(Comparator.comparingInt(Collection::size)).orElseThrow();
  }
}
