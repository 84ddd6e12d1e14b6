package dev.interleave.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What a run would have been if handing calls over took no time. */
final class Ideal {
  private Ideal() {}

  /**
   * How long the same calls would have taken with a number of permits. A call starts when it is due
   * or when a permit is free, whichever is later, and takes as long as it really took (list
   * scheduling, Graham 1966).
   *
   * @param calls those that were not made do not count
   * @param atARate whether no call may start before it was due; otherwise all are there from the
   *     beginning
   * @return nanoseconds from the beginning to the end of the last
   */
  static long makespan(List<MeasuredCall> calls, int permits, boolean atARate) {
    PriorityQueue<Long> free = new PriorityQueue<>();
    long end = 0;
    for (MeasuredCall call :
        calls.stream()
            .filter(MeasuredCall::wasMade)
            .sorted(Comparator.comparingLong(MeasuredCall::started))
            .toList()) {
      long from = free.size() < permits ? 0 : free.remove();
      long done = Math.max(from, atARate ? call.due() : 0) + call.ran();
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  /** How many calls held a thread at the same moment, at the most. */
  static int mostAtOnce(List<MeasuredCall> calls) {
    PriorityQueue<Long> ends = new PriorityQueue<>();
    int most = 0;
    for (MeasuredCall call :
        calls.stream()
            .filter(MeasuredCall::wasMade)
            .sorted(Comparator.comparingLong(MeasuredCall::started))
            .toList()) {
      while (!ends.isEmpty() && ends.peek() <= call.started()) {
        ends.remove();
      }
      ends.add(call.ended());
      most = Math.max(most, ends.size());
    }
    return most;
  }
}
