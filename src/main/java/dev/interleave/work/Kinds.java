package dev.interleave.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds by name, built in and of plug-ins. Immutable. Closing it closes every kind. */
public final class Kinds implements AutoCloseable {
  private final Map<String, Kind> byName;
  private final PlugIns plugIns;

  /**
   * These kinds, in this order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Kinds(List<? extends Kind> kinds) {
    this(kinds, PlugIns.NONE);
  }

  private Kinds(List<? extends Kind> kinds, PlugIns plugIns) {
    Map<String, Kind> names = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      if (names.put(kind.name(), kind) != null) {
        throw new IllegalArgumentException("two kinds are named " + kind.name());
      }
    }
    this.byName = Collections.unmodifiableMap(names);
    this.plugIns = plugIns;
  }

  /**
   * These kinds, in this order, and after them those of the plug-ins. Blocks, because it runs the
   * constructors of the plug-ins.
   *
   * @param folder holds jars and folders of jars; if it is not there, there are no plug-ins
   * @throws IllegalArgumentException if two of the built-in kinds have the same name
   */
  public static Kinds open(List<? extends Kind> builtIn, Path folder) {
    PlugIns plugIns = PlugIns.load(folder, builtIn);
    List<Kind> all = new ArrayList<>(builtIn);
    all.addAll(plugIns.kinds());
    return new Kinds(all, plugIns);
  }

  /** The kind with a name, if there is one. */
  public Optional<Kind> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In the order in which they were given. */
  public Collection<Kind> all() {
    return byName.values();
  }

  /** The names, separated by commas, for people. */
  public String names() {
    return String.join(", ", byName.keySet());
  }

  /** The plug-ins that could not be loaded, and why. */
  public List<LeftOut> leftOut() {
    return plugIns.leftOut();
  }

  /**
   * Closes each of them, and then the plug-ins' jars.
   *
   * @throws RuntimeException what the first that cannot be closed threw, once all have been tried
   */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (Kind kind : byName.values()) {
      try {
        kind.close();
      } catch (RuntimeException unclosed) {
        failures.add(unclosed);
      }
    }
    plugIns.close();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
