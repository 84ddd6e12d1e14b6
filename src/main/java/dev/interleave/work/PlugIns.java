package dev.interleave.work;

import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of a folder of plug-ins. Each jar in it, and each folder of jars, has a class loader of
 * its own below the service's, and {@link ServiceLoader} finds its {@link Kind}s. What cannot be
 * used is left out with the reason, whatever it throws, and does not harm the rest.
 */
final class PlugIns implements AutoCloseable {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_REASON = 1000;
  private static final String NO_FOLDER = "it is no folder that can be read: ";
  private static final Logger LOG = LoggerFactory.getLogger(PlugIns.class);

  /** No folder, no plug-ins. */
  static final PlugIns NONE = new PlugIns();

  private final List<Kind> kinds = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();

  private PlugIns() {}

  /**
   * Loads what is in {@code folder}, by name. Blocks, and runs the plug-ins' constructors.
   *
   * @param folder if it is not there, there are no plug-ins
   * @param builtIn the kinds that there are already; their names are taken
   */
  static PlugIns load(Path folder, List<? extends Kind> builtIn) {
    PlugIns plugIns = new PlugIns();
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
  @Override
  public void close() {
    loaders.forEach(PlugIns::close);
  }

  private void loadAll(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(PlugIns::isShown)
          .filter(entry -> isJar(entry) || Files.isDirectory(entry))
          .sorted()
          .forEach(this::load);
    } catch (IOException | UncheckedIOException unreadable) {
      leaveOut(name(folder), NO_FOLDER + Reason.of(unreadable));
    }
  }

  private void load(Path entry) {
    String plugIn = name(entry);
    try {
      load(plugIn, new URLClassLoader(plugIn, urls(jars(entry)), PlugIns.class.getClassLoader()));
    } catch (FileSystemException | UncheckedIOException unreadable) {
      leaveOut(plugIn, NO_FOLDER + Reason.of(unreadable));
    } catch (IOException noJar) {
      leaveOut(plugIn, String.valueOf(noJar.getMessage()));
    }
  }

  private void load(String plugIn, URLClassLoader loader) {
    int kindsBefore = kinds.size();
    int leftOutBefore = leftOut.size();
    Iterator<Kind> providers = ServiceLoader.load(Kind.class, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        Optional<Kind> next = PlugInKind.within(loader, () -> next(providers));
        next.ifPresent(kind -> keep(plugIn, kind, loader));
        more = next.isPresent();
      } catch (Throwable unusable) {
        // Even an Error, such as that of a class that does not fit, says nothing of the next kind.
        leaveOut(plugIn, Reason.of(unusable));
      }
    }
    if (leftOut.size() == leftOutBefore && kinds.size() == kindsBefore) {
      leaveOut(plugIn, "no class is named in a META-INF/services/" + Kind.class.getName());
    }
    if (kinds.size() == kindsBefore) {
      close(loader);
    } else {
      loaders.add(loader);
    }
  }

  private void keep(String plugIn, Kind declared, ClassLoader loader) {
    try {
      PlugInKind kind = PlugInKind.within(loader, () -> new PlugInKind(declared, loader));
      String owner = owners.putIfAbsent(kind.name(), plugIn + "'s");
      if (owner != null) {
        throw new InvalidValueException(
            "name()", kind.name(), "a name that is free; this one is " + owner);
      }
      kinds.add(kind);
      LOG.info("kind {} comes from the plug-in {}", kind.name(), plugIn);
    } catch (Throwable unusable) {
      leaveOut(plugIn, declared.getClass().getName() + ": " + Reason.of(unusable));
      PlugInKind.close(declared, loader);
    }
  }

  private void leaveOut(String plugIn, String reason) {
    String line = PlainText.line(reason, LONGEST_REASON);
    leftOut.add(new LeftOut(plugIn, line));
    LOG.warn("left out of the plug-ins: {}: {}", plugIn, line);
  }

  private static List<Path> jars(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      requireJar(entry);
      return List.of(entry);
    }
    try (Stream<Path> files = Files.list(entry)) {
      List<Path> jars = files.filter(PlugIns::isShown).filter(PlugIns::isJar).sorted().toList();
      for (Path jar : jars) {
        requireJar(jar);
      }
      if (jars.isEmpty()) {
        throw new IOException("a folder without a jar");
      }
      return jars;
    }
  }

  /** Operating systems put files of their own into folders. Their names begin with a dot. */
  private static boolean isShown(Path entry) {
    return !name(entry).startsWith(".");
  }

  private static boolean isJar(Path file) {
    return name(file).endsWith(".jar");
  }

  /** A class loader would ignore such a file in silence. */
  private static void requireJar(Path file) throws IOException {
    try {
      new JarFile(file.toFile()).close();
    } catch (IOException unreadable) {
      throw new IOException(name(file) + " is no jar that can be read: " + unreadable.getMessage());
    }
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException unclosed) {
      LOG.warn("a jar of {} cannot be closed: {}", loader.getName(), Reason.of(unclosed));
    }
  }

  private static Optional<Kind> next(Iterator<Kind> providers) {
    return providers.hasNext() ? Optional.of(providers.next()) : Optional.empty();
  }

  private static String name(Path file) {
    return PlainText.line(file.getFileName().toString(), LONGEST_NAME);
  }
}
