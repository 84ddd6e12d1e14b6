package dev.interleave;

import java.time.Duration;
import java.util.Arrays;

/**
 * Ends the process when its heap is full and stays so: with no room for anything, it would neither
 * serve nor stop. A single allocation that fails, such as that of an absurd array, is not that.
 *
 * <p>Each second it tries to allocate, which makes the JVM collect what it can: a twentieth of the
 * heap, 32 MiB at the most, if less than a tenth is free; a mebibyte if less than half is, because
 * a collector may count as free what it cannot give, such as the tails of regions that large arrays
 * begin. The heap is full when that has failed three times in a row.
 */
final class HeapWatch {
  /** The status of the process, as that of {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int OUT_OF_MEMORY = 3;

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int FAILURES = 3;
  private static final int PIECE = 64 * 1024;
  private static final int A_FEW = 16;
  private static final long MOST_TRIED = 32L * 1024 * 1024;

  /** The line that says so. */
  static final byte[] FULL = LastWords.line("the heap is full, the process ends");

  private final Runtime runtime = Runtime.getRuntime();
  private final byte[][] pieces =
      new byte[(int) Math.min(MOST_TRIED, runtime.maxMemory() / 20) / PIECE][];
  private final LastWords words;

  private HeapWatch(LastWords words) {
    this.words = words;
  }

  static void start(LastWords words) {
    Thread.ofPlatform().name("heap-watch").daemon().start(new HeapWatch(words)::watch);
  }

  private void watch() {
    int failures = 0;
    while (failures < FAILURES) {
      try {
        Thread.sleep(INTERVAL);
        failures = hasRoom() ? 0 : failures + 1;
      } catch (OutOfMemoryError full) {
        failures++;
      } catch (InterruptedException stopped) {
        return;
      }
    }
    words.end(OUT_OF_MEMORY, FULL);
  }

  private boolean hasRoom() {
    long used = runtime.totalMemory() - runtime.freeMemory();
    long free = runtime.maxMemory() - used;
    if (free > runtime.maxMemory() / 2) {
      return true;
    }
    boolean scarce = free < runtime.maxMemory() / 10;
    return canAllocate(scarce ? pieces.length : Math.min(A_FEW, pieces.length));
  }

  private boolean canAllocate(int count) {
    try {
      for (int i = 0; i < count; i++) {
        pieces[i] = new byte[PIECE];
      }
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    } finally {
      Arrays.fill(pieces, null);
    }
  }
}
