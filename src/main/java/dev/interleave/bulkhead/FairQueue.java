package dev.interleave.bulkhead;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waiting calls, taken in turn by key: each key has a line of its own, first come, first served. A
 * key's turn is as many calls as the first of them weighs. Not thread-safe.
 *
 * <p>A call that is stopped stays in its line until its turn comes, or until most of what is kept
 * are stopped calls.
 */
final class FairQueue {
  /** The key of the calls that have none. */
  static final Object NO_KEY = new Object();

  private static final int STOPPED_CALLS_TOLERATED = 32;

  private final Map<Object, Line> lines = new HashMap<>();
  private final Queue<Line> turns = new ArrayDeque<>();
  private @Nullable Line onTurn;
  private int size;

  /** How many calls stand in the lines, those that were stopped included. */
  private int kept;

  /** How many calls wait. */
  int size() {
    return size;
  }

  void add(PendingCall<?> call) {
    Line line = lines.get(call.key());
    if (line == null) {
      line = new Line(call.key(), call.weight());
      lines.put(call.key(), line);
      turns.add(line);
    }
    line.calls.add(call);
    size++;
    kept++;
  }

  /**
   * The next call, which runs from now on.
   *
   * @param now when it begins
   * @return null if none waits
   */
  @Nullable PendingCall<?> poll(long now) {
    while (size > 0) {
      Line line = lineOnTurn();
      if (line == null) {
        // All that are left have been stopped just now, and are about to be counted out.
        return null;
      }
      PendingCall<?> call = line.calls.poll();
      if (call == null) {
        lines.remove(line.key);
        onTurn = null;
        continue;
      }
      kept--;
      if (call.begin(now)) {
        size--;
        line.left--;
        return call;
      }
    }
    return null;
  }

  /** A call that was in here has been stopped. */
  void stopped() {
    size--;
    if (kept - size > STOPPED_CALLS_TOLERATED && kept > 2 * size) {
      forgetStopped();
    }
  }

  /**
   * Gathers the calls that have waited too long.
   *
   * @param acceptedUntil calls accepted then or before are due
   * @return when the first of the others was accepted, or {@link Alarm#NEVER} if there are none
   */
  long gatherDue(long acceptedUntil, Collection<PendingCall<?>> due) {
    long first = Alarm.NEVER;
    for (Line line : lines.values()) {
      for (PendingCall<?> call : line.calls) {
        if (call.state() != CallState.QUEUED) {
          continue;
        }
        if (call.accepted() - acceptedUntil > 0) {
          first = first == Alarm.NEVER ? call.accepted() : Math.min(first, call.accepted());
          break;
        }
        due.add(call);
      }
    }
    return first;
  }

  /** All that wait. */
  void forEach(Consumer<PendingCall<?>> action) {
    lines.values().forEach(line -> line.calls.forEach(action));
  }

  private void forgetStopped() {
    kept = 0;
    for (Line line : lines.values()) {
      line.calls.removeIf(call -> call.state() != CallState.QUEUED);
      kept += line.calls.size();
    }
    lines.values().removeIf(line -> line.calls.isEmpty());
    turns.removeIf(line -> line.calls.isEmpty());
    if (onTurn != null && onTurn.calls.isEmpty()) {
      onTurn = null;
    }
  }

  private @Nullable Line lineOnTurn() {
    if (onTurn != null && onTurn.left == 0) {
      turns.add(onTurn);
      onTurn = null;
    }
    if (onTurn == null) {
      onTurn = turns.poll();
      if (onTurn != null) {
        onTurn.left = onTurn.weight;
      }
    }
    return onTurn;
  }

  private static final class Line {
    private final Object key;
    private final int weight;
    private final ArrayDeque<PendingCall<?>> calls = new ArrayDeque<>();
    private int left;

    Line(Object key, int weight) {
      this.key = key;
      this.weight = weight;
    }
  }
}
