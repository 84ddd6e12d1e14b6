package dev.interleave.bench;

/**
 * How much is measured.
 *
 * @param rounds how many count; one more goes before them, to warm up
 * @param floodSeconds how long calls are kept in flight, in each round
 * @param serialCalls how many are made one after the other, in each round
 */
record Effort(int rounds, double floodSeconds, int serialCalls) {
  /** Calls in flight at the same time, throughout a flood. */
  static final int IN_FLIGHT = 1000;

  static final Effort QUICK = new Effort(5, 1.5, 10_000);
  static final Effort FULL = new Effort(7, 5, 50_000);
}
