import java.time.Duration;

/** A cell of a table: the runs of one kind, and how many of them failed. */
final class Cell {
  static final Duration LIMIT = Duration.ofMillis(20);

  final Beside beside;
  final Way way;
  final double length;
  private int runs;
  private int failed;
  private int spoilt;

  /**
   * No runs yet.
   *
   * @param length how long the stall is, in limits
   */
  Cell(Beside beside, Way way, double length) {
    this.beside = beside;
    this.way = way;
    this.length = length;
  }

  long nanos() {
    return (long) (length * LIMIT.toNanos());
  }

  /** Whether a run may not fail, by what the call does itself. */
  boolean isAllowed() {
    return length < 1;
  }

  /** Whether a run may not pass. */
  boolean isForbidden() {
    return length >= 2;
  }

  /**
   * Counts a run.
   *
   * @param nanos what the stall took by its own clocks
   * @param hasFailed whether the guard found a block that was too long
   */
  void count(long nanos, boolean hasFailed) {
    if (isAllowed() && nanos > LIMIT.toNanos()) {
      spoilt++;
      return;
    }
    runs++;
    failed += hasFailed ? 1 : 0;
  }

  int runs() {
    return runs;
  }

  int failed() {
    return failed;
  }

  int spoilt() {
    return spoilt;
  }

  /** Runs that failed and should not have, or the other way round. */
  int wrong() {
    return isAllowed() ? failed : isForbidden() ? runs - failed : 0;
  }

  @Override
  public String toString() {
    return "%s, %.2f x the limit, beside %s: %d of %d failed"
        .formatted(way.words, length, beside.words, failed, runs);
  }
}
