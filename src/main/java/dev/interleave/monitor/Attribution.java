package dev.interleave.monitor;

import dev.interleave.monitor.BlockedReport.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says what the length of a stall is made of. What is not known to be one thing or the other is
 * unknown: nobody is blamed by guess.
 *
 * @param stall the whole
 * @param pauses of the collector
 * @param standstills of the process, for whatever reason
 * @param stacks that were taken during the stall, in order
 * @param reach for so many nanoseconds before the first stack and after the last, they tell what
 *     ran
 * @param computed for so many nanoseconds of the stall the loop's own thread had a processor
 */
record Attribution(
    Span stall,
    Spans pauses,
    Spans standstills,
    List<StackSample> stacks,
    long reach,
    long computed) {
  /** Beans tell pauses to the millisecond, and not how long the threads took to stop for one. */
  private static final long PAUSE_TOLERANCE_NANOS = 2_000_000;

  private static final int STARVED = 5;

  /**
   * The parts. A loop that computes is not stopped, whatever befalls the threads beside it, and
   * something runs on it, whether it was seen or not.
   */
  Parts parts() {
    Spans garbage = pausesWithin();
    long gc = garbage.length();
    Spans others = garbage.and(standstills.within(stall));
    long computing = Math.min(computed, stall.length() - gc);
    long machine = Math.min(others.length() - gc, stall.length() - gc - computing);
    long rest = stall.length() - gc - machine;
    Spans seen = calls();
    long call = Math.max(computing, seen.and(others).length() - others.length());
    return new Parts(
        Duration.ofNanos(Math.min(call, rest)),
        Duration.ofNanos(gc),
        Duration.ofNanos(machine),
        Duration.ofNanos(rest - Math.min(call, rest)));
  }

  private Spans pausesWithin() {
    Spans stoodForThem = pauses.widened(PAUSE_TOLERANCE_NANOS).within(standstills);
    return pauses.and(stoodForThem).within(stall);
  }

  /**
   * While stacks show calls. Of a loop that had hardly any processor, the stacks of calls that
   * compute say no more than that it waited for one.
   */
  private Spans calls() {
    Spans waiting = spans(stack -> stack.showsACall() && stack.waits());
    Spans computing = spans(stack -> stack.showsACall() && !stack.waits());
    boolean starved = CpuTime.isKnown() && computed < computing.length() / STARVED;
    return starved ? waiting : waiting.and(computing);
  }

  /**
   * Each up to the middle between it and the next: a loop that was seen to run calls twice has done
   * so all the while, or it would have taken its sample. Before the first and after the last it may
   * have waited for a processor.
   */
  private Spans spans(Predicate<StackSample> of) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      if (of.test(stacks.get(i))) {
        long at = stacks.get(i).at();
        long from = i == 0 ? at - reach : middle(stacks.get(i - 1).at(), at);
        long to = i == stacks.size() - 1 ? at + reach : middle(at, stacks.get(i + 1).at());
        spans.add(new Span(from, to));
      }
    }
    return Spans.of(spans).within(stall);
  }

  private static long middle(long one, long other) {
    return one + (other - one) / 2;
  }
}
