package dev.interleave.http;

import java.util.HashMap;
import java.util.Map;

/** How many there are of something, in all and by address. Confined to one context. */
final class Counts {
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  void add(String address) {
    all++;
    byAddress.merge(address, 1, Integer::sum);
  }

  void remove(String address) {
    all--;
    byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }

  int all() {
    return all;
  }

  int of(String address) {
    return byAddress.getOrDefault(address, 0);
  }
}
