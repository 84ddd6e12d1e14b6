package dev.interleave.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kit is made of. The POM says it once, for its jars and for the tests. */
final class Kit {
  /** {@code dev.interleave.bulkhead} and so on. */
  static final List<String> PACKAGES =
      Stream.of(System.getProperty("kit.packages").split(","))
          .map(folder -> folder.replace("/**", "").replace('/', '.'))
          .toList();

  private Kit() {}

  /** Its packages and all that is below them, as ArchUnit writes them. */
  static String[] packagesForRules() {
    return PACKAGES.stream().map(name -> name + "..").toArray(String[]::new);
  }

  /** Its files below a folder that has its packages in it, relative to that folder. */
  static List<String> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(file -> file.endsWith(suffix) && isOfTheKit(file))
          .sorted()
          .toList();
    }
  }

  private static boolean isOfTheKit(String file) {
    return PACKAGES.stream().anyMatch(name -> file.startsWith(name.replace('.', '/') + "/"));
  }
}
