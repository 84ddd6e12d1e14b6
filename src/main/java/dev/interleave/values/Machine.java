package dev.interleave.values;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the process runs on, for people who compare figures.
 *
 * @param processors how many it may use
 * @param processor what they are called, where the system tells
 * @param system the operating system, with its version and architecture
 * @param java the JVM, with its version
 * @param collector the garbage collector's parts
 * @param heap the most bytes that the heap may take
 * @param flags those of the JVM that it was started with and that name no file
 */
public record Machine(
    int processors,
    Optional<String> processor,
    String system,
    String java,
    String collector,
    long heap,
    List<String> flags) {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** Reads files of the system, so it is not for an event loop. */
  public static Machine read() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        processorName(),
        "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s %s".formatted(property("java.vm.name"), property("java.runtime.version")),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", ")),
        Runtime.getRuntime().maxMemory(),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X") && !flag.contains("/") && !flag.contains("\\"))
            .toList());
  }

  private static Optional<String> processorName() {
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
