package dev.interleave.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * For how long a thread has waited for a processor, as Linux counts it. It is not known elsewhere,
 * and where the kernel does not count it. Any thread may ask.
 */
final class RunDelay {
  private static final Path THIS_THREAD = Path.of("/proc/thread-self");

  private final Path counts;

  private RunDelay(Path counts) {
    this.counts = counts;
  }

  /** Of the thread that this is called on. */
  static RunDelay ofThisThread() {
    try {
      return new RunDelay(THIS_THREAD.toRealPath().resolve("schedstat"));
    } catch (IOException | RuntimeException unknown) {
      return new RunDelay(THIS_THREAD.resolve("unknown"));
    }
  }

  /** Nanoseconds since it started. */
  OptionalLong nanos() {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(counts).split(" ")[1]));
    } catch (IOException | RuntimeException unknown) {
      return OptionalLong.empty();
    }
  }
}
