package dev.interleave.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What a run could have been if handing calls over took no time at all. */
final class Ideal {
  private Ideal() {}

  /**
   * The same calls, each as long as it really took, on so many permits: each starts when it is due
   * or when the first permit is free, whichever is later (list scheduling, Graham 1966).
   *
   * @param calls with those that were not made left out of account
   * @param atARate whether a call may not start before it was due; else all are there from the
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
