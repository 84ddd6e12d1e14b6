package dev.interleave.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the watchdog notes of a loop while it waits for its next sample: stacks, evenly spread over
 * the time. When they become many, every other is dropped and the next are taken half as often, so
 * that the longest stall has fewer than {@value #MOST}. Confined to the watchdog's thread, but for
 * what the loop says of its delay.
 */
final class Stall {
  static final int MOST = 128;

  /** So many periods before the first stack and after the last, they tell what ran. */
  static final int REACH = 5;

  private final List<StackSample> stacks = new ArrayList<>();
  private long period;
  private long nextDue;
  private long number;
  private long reportAgain;
  private Instant start = Instant.EPOCH;
  private volatile OptionalLong delayedBefore = OptionalLong.empty();
  private volatile OptionalLong delayedAfter = OptionalLong.empty();

  /**
   * No stacks yet.
   *
   * @param period nanoseconds between two stacks
   * @param now when the first is due
   */
  Stall(long period, long now) {
    this.period = period;
    this.nextDue = now;
  }

  /** One that was over before the watchdog looked. */
  static Stall unseen() {
    return new Stall(0, 0);
  }

  /** The number that it is reported by, 0 if it is not reported yet. */
  long number() {
    return number;
  }

  /** When it began, if it has a number. */
  Instant start() {
    return start;
  }

  /** It is to be reported. */
  void setNumber(long given, Instant began) {
    number = given;
    start = began;
  }

  /** The loop's thread has waited for a processor for so long when the watchdog first looks. */
  void beginsDelay(OptionalLong nanos) {
    delayedBefore = nanos;
  }

  /** And for so long when it is over. Called on the loop. */
  void endsDelay(OptionalLong nanos) {
    delayedAfter = nanos;
  }

  /** For how long of it the loop's thread waited for a processor; empty if that is not known. */
  OptionalLong delayed() {
    OptionalLong before = delayedBefore;
    OptionalLong after = delayedAfter;
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  /** When to bring its report up to date, by {@link System#nanoTime()}. */
  long reportAgain() {
    return reportAgain;
  }

  void setReportAgain(long due) {
    reportAgain = due;
  }

  /** Each stands for as much of the stall as any other. */
  List<StackSample> stacks() {
    return stacks;
  }

  /** Whether something was seen to run. */
  boolean showsACall() {
    return stacks.stream().anyMatch(StackSample::showsACall);
  }

  boolean isStackDue(long now) {
    return untilNextStack(now) <= 0;
  }

  /** Nanoseconds, negative if it should have been taken. */
  long untilNextStack(long now) {
    return nextDue - now;
  }

  /** For how long before the first and after the last stack they tell what ran: nanoseconds. */
  long reach() {
    return REACH * period;
  }

  /** Adds one; the next is due one period later. */
  void add(StackSample stack) {
    stacks.add(stack);
    if (stacks.size() == MOST) {
      thin();
    }
    nextDue = stacks.getLast().at() + period;
  }

  /** None is to be taken now; the next are taken half as often. */
  void slowDown(long now) {
    thin();
    nextDue = now + period;
  }

  private void thin() {
    for (int i = stacks.size() / 2 * 2 - 1; i > 0; i -= 2) {
      stacks.remove(i);
    }
    period *= 2;
  }
}
