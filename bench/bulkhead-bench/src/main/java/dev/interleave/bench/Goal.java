package dev.interleave.bench;

import static dev.interleave.bench.Contenders.ASYNCIO;
import static dev.interleave.bench.Contenders.ASYNCIO_AS_MANY;
import static dev.interleave.bench.Contenders.BARE;
import static dev.interleave.bench.Contenders.BARE_VIRTUAL;
import static dev.interleave.bench.Contenders.FAILSAFE;
import static dev.interleave.bench.Contenders.GOVERNED;
import static dev.interleave.bench.Contenders.KEYS;
import static dev.interleave.bench.Contenders.RESILIENCE4J;
import static dev.interleave.bench.Contenders.VIRTUAL;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A ratio that is to be reached.
 *
 * @param figure what is compared
 * @param of how it is taken from what was measured
 * @param name of the contender that is set against {@code other}
 * @param atMost whether {@code bound} is the most that is allowed, not the least
 */
record Goal(
    String figure,
    ToDoubleFunction<Figures> of,
    String name,
    String other,
    boolean atMost,
    double bound) {
  static final List<Goal> ALL =
      List.of(
          calls(GOVERNED, BARE, 0.6),
          calls(VIRTUAL, BARE_VIRTUAL, 0.6),
          calls(KEYS, GOVERNED, 0.5),
          calls(GOVERNED, RESILIENCE4J, 1),
          calls(GOVERNED, FAILSAFE, 1),
          calls(GOVERNED, ASYNCIO, 25),
          calls(GOVERNED, ASYNCIO_AS_MANY, 25),
          serial(GOVERNED, BARE, 1.5),
          serial(VIRTUAL, BARE_VIRTUAL, 1.5));

  private static Goal calls(String name, String other, double atLeast) {
    return new Goal("calls/s", Figures::callsPerSecond, name, other, false, atLeast);
  }

  private static Goal serial(String name, String other, double atMost) {
    return new Goal("serial p50", Figures::serialP50Micros, name, other, true, atMost);
  }

  Spread ratio(Results results) {
    return results.ratio(name, other, of);
  }

  boolean isMet(Results results) {
    double ratio = ratio(results).median();
    return atMost ? ratio <= bound : ratio >= bound;
  }
}
