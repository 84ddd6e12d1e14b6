package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FootprintTest {
  private static final long ENOUGH = 16_000_000;

  @ParameterizedTest
  @MethodSource("results")
  void theEstimateIsRightWithinAFactorOfTwo(IntFunction<Object> result) {
    List<Object> kept = new ArrayList<>();
    long estimate = 0;
    long before = live();
    while (estimate < ENOUGH) {
      Object plain = PlainValue.of(result.apply(kept.size()));
      kept.add(plain);
      estimate += Footprint.of(plain);
    }

    long measured = live() - before;

    assertThat(kept).isNotEmpty();
    assertThat(measured).isBetween(estimate / 2, estimate * 2);
  }

  static Stream<Named<IntFunction<Object>>> results() {
    return Stream.of(
        Named.of("short text", i -> "result " + i),
        Named.of("long text", i -> "x".repeat(9000) + i),
        Named.of("long text beyond Latin", i -> "ж".repeat(9000) + i),
        Named.of("a long number", i -> new java.math.BigDecimal("1234567890".repeat(10))),
        Named.of("a list of texts", i -> numbers(i, 500)),
        Named.of("a list of long numbers", i -> digits(i)),
        Named.of("a small map", i -> Map.of("bytes", (long) i + 1000, "sha256", "ab".repeat(32))),
        Named.of("a large map", i -> map(i)),
        Named.of("small lists", i -> List.of(numbers(i, 1), numbers(i, 1), numbers(i, 1))));
  }

  private static List<String> numbers(int from, int count) {
    return Stream.iterate(from, i -> i + 1).limit(count).map(i -> "item " + i).toList();
  }

  private static List<Object> digits(int i) {
    List<Object> all = new ArrayList<>();
    for (int n = 0; n < 900; n++) {
      all.add(new java.math.BigDecimal("123456789".repeat(10) + i));
    }
    return all;
  }

  private static Map<String, Object> map(int i) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int n = 0; n < 400; n++) {
      map.put("key " + n, (long) i + n + 1000);
    }
    return map;
  }

  /** Bytes of live objects. */
  private static long live() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
