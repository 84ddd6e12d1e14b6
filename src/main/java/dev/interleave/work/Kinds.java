package dev.interleave.work;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All kinds by name, built in and of plug-ins. Immutable. Closing it closes every kind. */
public final class Kinds implements AutoCloseable {
  private static final Duration TO_CLOSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Kinds.class);

  private final Map<String, Kind> byName;
  private final PlugIns plugIns;
  private final Duration toClose;

  /**
   * These kinds, in this order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Kinds(List<? extends Kind> kinds) {
    this(kinds, PlugIns.NONE, TO_CLOSE);
  }

  private Kinds(List<? extends Kind> kinds, PlugIns plugIns, Duration toClose) {
    Map<String, Kind> names = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      if (names.put(kind.name(), kind) != null) {
        throw new IllegalArgumentException("two kinds are named " + kind.name());
      }
    }
    this.byName = Collections.unmodifiableMap(names);
    this.plugIns = plugIns;
    this.toClose = toClose;
  }

  /**
   * These kinds, in this order, and after them those of the plug-ins. Blocks, because it runs the
   * constructors of the plug-ins.
   *
   * @param folder holds jars and folders of jars; if it is not there, there are no plug-ins
   * @param toStart how long the constructors of each plug-in may take
   * @param toClose how long closing all kinds may take
   * @throws IllegalArgumentException if two of the built-in kinds have the same name
   */
  public static Kinds open(
      List<? extends Kind> builtIn, Path folder, Duration toStart, Duration toClose) {
    PlugIns plugIns = PlugIns.load(folder, toStart, builtIn);
    List<Kind> all = new ArrayList<>(builtIn);
    all.addAll(plugIns.kinds());
    return new Kinds(all, plugIns, toClose);
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
   * Closes each of them, side by side, and then the plug-ins' jars. One that fails or does not come
   * back in time is logged, and left as it is.
   */
  @Override
  public void close() {
    close(byName.values(), toClose);
    plugIns.closeJars();
  }

  static void close(Collection<? extends Kind> kinds, Duration limit) {
    Map<String, Errand<Boolean>> closing = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      closing.put(kind.name(), Errand.start("close of " + kind.name(), () -> isClosed(kind)));
    }
    long deadline = System.nanoTime() + limit.toNanos();
    closing.forEach((name, close) -> {
      try {
        close.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      } catch (Throwable unclosed) {
        LOG.warn("the kind {} is not closed: {}", name, Reason.of(unclosed));
      }
    });
  }

  private static boolean isClosed(Kind kind) {
    kind.close();
    return true;
  }
}
