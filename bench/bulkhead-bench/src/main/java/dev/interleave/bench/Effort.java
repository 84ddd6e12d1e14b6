package dev.interleave.bench;

/**
 * How much is measured.
 *
 * @param rounds how many count; {@link #WARM_UP_ROUNDS} go before them
 * @param floodSeconds how long calls are kept in flight, in each round
 * @param serialCalls how many are made one after the other, in each round
 */
record Effort(int rounds, double floodSeconds, int serialCalls) {
  /** Calls in flight at the same time, throughout a flood. */
  static final int IN_FLIGHT = 1000;

  /** A busy machine compiles late: one round is not always enough for it. */
  static final int WARM_UP_ROUNDS = 2;

  static final Effort QUICK = new Effort(5, 1.5, 10_000);
  static final Effort FULL = new Effort(7, 5, 50_000);
}
