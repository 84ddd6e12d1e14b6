package dev.interleave.work;

import dev.interleave.values.PlainText;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plug-in: a jar, or a folder of jars, with a class loader of its own below the service's, and
 * the {@link Kind}s that {@link ServiceLoader} finds there. What of it cannot be used is left out
 * with the reason, whatever it throws, and does not harm the rest.
 */
final class PlugIn {
  private static final int LONGEST_NAME = 255;
  private static final Logger LOG = LoggerFactory.getLogger(PlugIn.class);

  private final URLClassLoader loader;
  private final List<PlugInKind> kinds = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private PlugIn(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Loads it. Blocks, and runs the constructors of its kinds.
   *
   * @throws IOException if there is no jar that can be read
   */
  static PlugIn load(Path entry) throws IOException {
    PlugIn plugIn =
        new PlugIn(
            new URLClassLoader(name(entry), urls(jars(entry)), PlugIn.class.getClassLoader()));
    plugIn.loadKinds();
    return plugIn;
  }

  /** The name of a file, on one line. */
  static String name(Path file) {
    return PlainText.line(file.getFileName().toString(), LONGEST_NAME);
  }

  /** Operating systems put files of their own into folders. Their names begin with a dot. */
  static boolean isShown(Path entry) {
    return !name(entry).startsWith(".");
  }

  static boolean isJar(Path file) {
    return name(file).endsWith(".jar");
  }

  /** In the order in which they were found. */
  List<PlugInKind> kinds() {
    return kinds;
  }

  /** Why parts of it, or all of it, cannot be used. */
  List<String> leftOut() {
    return leftOut;
  }

  /** Closes the class loader. By then, no code of its kinds may run any more. */
  void closeJars() {
    try {
      loader.close();
    } catch (IOException unclosed) {
      LOG.warn("a jar of {} cannot be closed: {}", loader.getName(), Reason.of(unclosed));
    }
  }

  /** Closes all of it. Runs code of its kinds. */
  void close() {
    kinds.forEach(PlugInKind::close);
    closeJars();
  }

  private void loadKinds() {
    Iterator<Kind> providers = ServiceLoader.load(Kind.class, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        Optional<Kind> next = PlugInKind.within(loader, () -> next(providers));
        next.ifPresent(this::keep);
        more = next.isPresent();
      } catch (Throwable unusable) {
        // Even an Error, such as that of a class that does not fit, says nothing of the next kind.
        leftOut.add(Reason.of(unusable));
      }
    }
    if (leftOut.isEmpty() && kinds.isEmpty()) {
      leftOut.add("no class is named in a META-INF/services/" + Kind.class.getName());
    }
  }

  private void keep(Kind declared) {
    try {
      kinds.add(PlugInKind.within(loader, () -> new PlugInKind(declared, loader)));
    } catch (Throwable unusable) {
      leftOut.add(declared.getClass().getName() + ": " + Reason.of(unusable));
      PlugInKind.close(declared, loader);
    }
  }

  private static Optional<Kind> next(Iterator<Kind> providers) {
    return providers.hasNext() ? Optional.of(providers.next()) : Optional.empty();
  }

  private static List<Path> jars(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      requireJar(entry);
      return List.of(entry);
    }
    try (Stream<Path> files = Files.list(entry)) {
      List<Path> jars = files.filter(PlugIn::isShown).filter(PlugIn::isJar).sorted().toList();
      for (Path jar : jars) {
        requireJar(jar);
      }
      if (jars.isEmpty()) {
        throw new IOException("a folder without a jar");
      }
      return jars;
    }
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
}
