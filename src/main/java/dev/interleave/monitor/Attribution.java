package dev.interleave.monitor;

import dev.interleave.monitor.BlockedReport.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Says what the length of a stall is made of. What is not known to be one thing or the other is
 * unknown: nobody is blamed by guess.
 *
 * @param stall the whole
 * @param pauses of the collector
 * @param standstills of the process, for whatever reason
 * @param whyKnown whether all pauses are known, so that any other standstill was not for garbage
 * @param stacks that were taken during the stall, in order
 * @param reach for so many nanoseconds before the first stack and after the last, they tell what
 *     ran
 * @param delays of other threads, which were due and waited for a processor
 * @param delayed for so many nanoseconds of the stall the loop's own thread waited for a processor,
 *     if that is known
 * @param computed for so many nanoseconds of the stall the loop's own thread had a processor
 */
record Attribution(
    Span stall,
    Spans pauses,
    Spans standstills,
    boolean whyKnown,
    List<StackSample> stacks,
    long reach,
    List<Span> delays,
    OptionalLong delayed,
    long computed) {
  /** Beans tell pauses to the millisecond, and not how long the threads took to stop for one. */
  private static final long PAUSE_TOLERANCE_NANOS = 2_000_000;

  private static final int STARVED = 5;

  /**
   * So many stacks of native code in a row are no chance. Java takes a stack where the thread stops
   * for that, and code that computes may well do so in the native methods that it calls.
   */
  private static final int OFTEN = 4;

  /** So many in a row are one call, or hardly anything beside such calls. */
  private static final int ONE_CALL = 10;

  /** A third: of a wait twice as long as a limit, more than the limit is left. */
  private static final int MOST_TAKEN_OFF = 3;

  /** What befell others in the last of it may have befallen the loop. */
  private static final long END_NANOS = 10_000_000;

  /** For this long a process may wait for processors on a busy machine without being stopped. */
  private static final long BUSY_NANOS = 200_000_000;

  /** Of all that is known, what befell this stall: the rest would only cost time. */
  Attribution {
    Span near = stall.widened(PAUSE_TOLERANCE_NANOS);
    pauses = pauses.that(span -> span.to() > near.from() && span.from() < near.to());
    standstills = standstills.within(stall);
  }

  /**
   * The parts. A loop that computes is not stopped, whatever befalls the threads beside it, and
   * something runs on it, whether it was seen or not.
   */
  Parts parts() {
    Spans garbage = pausesWithin();
    Spans stops = stops();
    long gc = garbage.length();
    long computing = Math.min(computed, stall.length() - gc);
    long machine =
        Math.min(
            stops.that(span -> whyKnown && !mayBeWaitedThrough(span)).lengthWithout(garbage),
            stall.length() - gc - computing);
    long rest = stall.length() - gc - machine;
    long call = Math.min(rest, Math.max(computing, calls().lengthWithout(garbage.and(stops))));
    return new Parts(
        Duration.ofNanos(call),
        Duration.ofNanos(gc),
        Duration.ofNanos(machine),
        Duration.ofNanos(rest - call));
  }

  /**
   * The least that what ran on the loop has done by itself: it had a processor, or waited for what
   * it had asked for. Where the JVM does not know for how long a thread computes, it is all of the
   * call's part.
   *
   * @param parts these
   */
  Duration own(Parts parts) {
    long own = parts.call().toNanos();
    if (delayed.isPresent()) {
      Duration others = parts.gc().plus(parts.machine()).plusNanos(delayed.getAsLong());
      own = Math.min(own, parts.length().minus(others).toNanos());
    }
    if (CpuTime.isKnown()) {
      own = Math.min(own, computed + waited());
    }
    return Duration.ofNanos(Math.max(0, own));
  }

  /**
   * For how long it waited. What made others late in the end may have made the loop late, too.
   * Where the loop's own wait for a processor is known, that explains only what is not counted as
   * such, a stop for the collector for one: no more than a third is taken off then, so that nothing
   * hides a long wait.
   */
  private long waited() {
    Spans stood = pausesWithin().and(stops());
    long tail = reach / Stall.REACH;
    Spans surely = spans(stack -> surelyWaits(stack, stood), tail);
    Spans perhaps = spans(this::mayWait, tail);
    long sure = surely.lengthWithout(stood);
    long more = surely.and(perhaps).lengthWithout(stood) - sure;
    long waited = sure + Math.clamp(left(stood) - sure, 0, more);
    long late = longestDelay();
    return Math.max(
        0, waited - (delayed.isPresent() ? Math.min(late, waited / MOST_TAKEN_OFF) : late));
  }

  /** So long a thread waited for a processor in the end. */
  private long longestDelay() {
    Spans stood = pauses.and(standstills);
    return delays.stream()
        .filter(delay -> delay.to() > stall.to() - END_NANOS)
        .map(delay -> Spans.of(List.of(delay)).within(stall).lengthWithout(stood))
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  /**
   * Native code may compute. It waits, if the thread hardly had a processor in all of the stall,
   * although it need not have waited for one; or in the part of it in which native code was seen.
   */
  private boolean surelyWaits(StackSample stack, Spans stood) {
    if (!isWaitingCall(stack) || !stack.isNative()) {
      return isWaitingCall(stack);
    }
    List<StackSample> seen = nativeAround(stack);
    return computed <= (stall.length() - stood.length() - delayed.orElse(0)) / STARVED
        || (seen.size() >= OFTEN && hardlyComputes(seen, stood));
  }

  /** A long call of native code that computes may wait in between. */
  private boolean mayWait(StackSample stack) {
    return stack.isNative() && isWaitingCall(stack) && nativeAround(stack).size() >= ONE_CALL;
  }

  /**
   * What is left of the stall for waits, if it is known how long the thread waited for a processor;
   * nothing if it is not.
   */
  private long left(Spans stood) {
    return delayed.isPresent()
        ? stall.length() - stood.length() - computed - delayed.getAsLong()
        : 0;
  }

  private static boolean hardlyComputes(List<StackSample> seen, Spans stood) {
    StackSample first = seen.getFirst();
    StackSample last = seen.getLast();
    long could = Spans.of(List.of(new Span(first.at(), last.at()))).lengthWithout(stood);
    return last.computed() - first.computed() <= could / STARVED;
  }

  /** What was seen right before a stack and right after it, as long as it was native code. */
  private List<StackSample> nativeAround(StackSample stack) {
    int from = stacks.indexOf(stack);
    int to = from + 1;
    while (from > 0 && stacks.get(from - 1).isNative()) {
      from--;
    }
    while (to < stacks.size() && stacks.get(to).isNative()) {
      to++;
    }
    return stacks.subList(from, to);
  }

  /** How long the process stood still, for whatever reason, known or not. */
  Duration stood() {
    return Duration.ofNanos(pausesWithin().and(standstills.within(stall)).length());
  }

  private Spans stops() {
    return standstills.within(stall).that(span -> !isWaitedThrough(span));
  }

  private Spans pausesWithin() {
    Spans stoodForThem = pauses.widened(PAUSE_TOLERANCE_NANOS).within(standstills);
    return pauses.and(stoodForThem).within(stall);
  }

  /**
   * Whether a call waited through a standstill, for a reply or for time to pass, and so would have
   * held the loop without it. It is seen to wait on for as long again: a thread whose wait is over
   * looks as if it waited until it is given a processor.
   */
  private boolean isWaitedThrough(Span standstill) {
    return before(standstill).isPresent()
        && waitedUntil(standstill) - standstill.to() >= standstill.length();
  }

  /**
   * Of a call that waited before a short standstill it is not known whether its wait was over
   * before the standstill was; that a machine is busy is no reason why a call waits. The same holds
   * if nothing was seen of the loop, before or after.
   */
  private boolean mayBeWaitedThrough(Span standstill) {
    boolean mayHaveWaited =
        before(standstill).map(Attribution::isWaitingCall).orElse(after(standstill).isEmpty());
    return waitedUntil(standstill) > standstill.to()
        || (mayHaveWaited && standstill.length() < BUSY_NANOS);
  }

  /** How long after a standstill the call still waits that waited before; its end if none does. */
  private long waitedUntil(Span standstill) {
    List<StackSample> after = after(standstill);
    return before(standstill)
        .or(() -> after.stream().findFirst())
        .filter(Attribution::isWaitingCall)
        .flatMap(call -> lastOfSame(call, after))
        .map(StackSample::at)
        .orElse(standstill.to());
  }

  private static Optional<StackSample> lastOfSame(StackSample call, List<StackSample> stacks) {
    return stacks.stream()
        .takeWhile(stack -> isWaitingCall(stack) && stack.frames().equals(call.frames()))
        .reduce((earlier, later) -> later);
  }

  private Optional<StackSample> before(Span standstill) {
    return stacks.stream()
        .filter(stack -> stack.at() < standstill.from())
        .reduce((earlier, later) -> later);
  }

  private List<StackSample> after(Span standstill) {
    return stacks.stream().filter(stack -> stack.at() > standstill.to()).toList();
  }

  private static boolean isWaitingCall(StackSample stack) {
    return stack.showsACall() && stack.waits();
  }

  /**
   * While stacks show calls. Of a loop that had hardly any processor, the stacks of calls that
   * compute say no more than that it waited for one.
   */
  private Spans calls() {
    Spans waiting = spans(Attribution::isWaitingCall, reach);
    Spans computing = spans(stack -> stack.showsACall() && !stack.waits(), reach);
    boolean starved = CpuTime.isKnown() && computed < computing.length() / STARVED;
    return starved ? waiting : waiting.and(computing);
  }

  /**
   * Each up to the middle between it and the next: a loop that was seen to run calls twice has done
   * so all the while, or it would have taken its sample. Before the first and after the last it may
   * have waited for a processor.
   *
   * @param tail for so many nanoseconds after the last they tell what ran
   */
  private Spans spans(Predicate<StackSample> of, long tail) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      if (of.test(stacks.get(i))) {
        long at = stacks.get(i).at();
        long from = i == 0 ? at - reach : middle(stacks.get(i - 1).at(), at);
        long to = i == stacks.size() - 1 ? at + tail : middle(at, stacks.get(i + 1).at());
        spans.add(new Span(from, to));
      }
    }
    return Spans.of(spans).within(stall);
  }

  private static long middle(long one, long other) {
    return one + (other - one) / 2;
  }
}
