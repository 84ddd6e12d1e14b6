package dev.interleave.work;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that there are, by name. Immutable; closing it closes every kind. */
public final class Kinds implements AutoCloseable {
  private final Map<String, BlockingJob> byName;

  /**
   * These kinds, in this order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Kinds(List<? extends BlockingJob> kinds) {
    Map<String, BlockingJob> names = new LinkedHashMap<>();
    for (BlockingJob kind : kinds) {
      if (names.put(kind.kind(), kind) != null) {
        throw new IllegalArgumentException("two kinds are named " + kind.kind());
      }
    }
    byName = Collections.unmodifiableMap(names);
  }

  /** The kind of a name, if there is one. */
  public Optional<BlockingJob> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In the order in which they were given. */
  public Collection<BlockingJob> all() {
    return byName.values();
  }

  /** The names, separated by commas, for people. */
  public String names() {
    return String.join(", ", byName.keySet());
  }

  @Override
  public void close() {
    byName.values().forEach(BlockingJob::close);
  }
}
