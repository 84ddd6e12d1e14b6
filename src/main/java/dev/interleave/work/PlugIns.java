package dev.interleave.work;

import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins of a folder. One that cannot be used, or that does not start in time, is left out
 * with the reason.
 */
final class PlugIns {
  private static final int LONGEST_REASON = 1000;
  private static final String NO_FOLDER = "it is no folder that can be read: ";
  private static final Logger LOG = LoggerFactory.getLogger(PlugIns.class);

  /** No folder, no plug-ins. */
  static final PlugIns NONE = new PlugIns(Duration.ZERO);

  private final Duration toStart;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<PlugIn> loaded = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();

  private PlugIns(Duration toStart) {
    this.toStart = toStart;
  }

  /**
   * Loads what is in {@code folder}, by name. Blocks, and runs the plug-ins' constructors, each
   * plug-in's on a thread of its own.
   *
   * @param folder if it is not there, there are no plug-ins
   * @param toStart how long each may take
   * @param builtIn the kinds that there are already; their names are taken
   */
  static PlugIns load(Path folder, Duration toStart, List<? extends Kind> builtIn) {
    PlugIns plugIns = new PlugIns(toStart);
    builtIn.forEach(kind -> plugIns.owners.put(kind.name(), "built in"));
    if (Files.exists(folder)) {
      plugIns.loadAll(folder);
    } else {
      LOG.debug("no plug-ins: there is no folder {}", folder);
    }
    return plugIns;
  }

  /** In the order in which they were found. */
  List<Kind> kinds() {
    return kinds;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  /** Closes the class loaders. By then, no code of a plug-in may run any more. */
  void closeJars() {
    loaded.forEach(PlugIn::closeJars);
  }

  private void loadAll(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(PlugIn::isShown)
          .filter(entry -> PlugIn.isJar(entry) || Files.isDirectory(entry))
          .sorted()
          .forEach(this::load);
    } catch (IOException | UncheckedIOException unreadable) {
      leaveOut(PlugIn.name(folder), NO_FOLDER + Reason.of(unreadable));
    }
  }

  private void load(Path entry) {
    String name = PlugIn.name(entry);
    try {
      add(
          name,
          Errand.start("start of " + name, () -> PlugIn.load(entry), PlugIn::close).await(toStart));
    } catch (FileSystemException | UncheckedIOException unreadable) {
      leaveOut(name, NO_FOLDER + Reason.of(unreadable));
    } catch (IOException noJar) {
      leaveOut(name, String.valueOf(noJar.getMessage()));
    } catch (Throwable notStarted) {
      leaveOut(name, "its start is " + Reason.of(notStarted));
    }
  }

  private void add(String name, PlugIn plugIn) {
    plugIn.leftOut().forEach(reason -> leaveOut(name, reason));
    List<PlugInKind> kept = plugIn.kinds().stream().filter(kind -> isFree(name, kind)).toList();
    if (kept.isEmpty()) {
      plugIn.closeJars();
    } else {
      kinds.addAll(kept);
      loaded.add(plugIn);
    }
  }

  private boolean isFree(String plugIn, PlugInKind kind) {
    String owner = owners.putIfAbsent(kind.name(), plugIn + "'s");
    if (owner == null) {
      LOG.info("kind {} comes from the plug-in {}", kind.name(), plugIn);
      return true;
    }
    InvalidValueException taken =
        new InvalidValueException(
            "name()", kind.name(), "a name that is free; this one is " + owner);
    leaveOut(plugIn, kind.className() + ": " + taken.getMessage());
    Kinds.close(List.of(kind), toStart);
    return false;
  }

  private void leaveOut(String plugIn, String reason) {
    String line = PlainText.line(reason, LONGEST_REASON);
    leftOut.add(new LeftOut(plugIn, line));
    LOG.warn("left out of the plug-ins: {}: {}", plugIn, line);
  }
}
