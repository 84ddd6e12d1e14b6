/** How the loop is stalled. */
enum Way {
  WAITS("a call that waits"),
  READS("a call that reads from a socket"),
  COMPUTES("a call that computes");

  final String words;

  Way(String words) {
    this.words = words;
  }

  /**
   * Stalls this thread.
   *
   * @param nanos for so long
   * @return the nanoseconds that it has taken by its own clocks, in the end
   */
  long stall(long nanos) {
    return switch (this) {
      case WAITS -> Stall.park(nanos);
      case READS -> Stall.read(nanos);
      case COMPUTES -> Stall.compute(nanos);
    };
  }
}
