package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.util.List;

/**
 * Makes garbage: allocates block after block and keeps none of them. What stops the loop then is
 * the collector, whose pauses hold every thread of the process.
 */
public final class Allocate implements Kind {
  /** How many bytes a call allocates, one block after the other. */
  public static final Argument<Long> SIZE =
      new Argument<>(
          "size",
          Allowed.size(1, 4096L * 1024 * 1024),
          64 * 1024 * 1024L,
          "how much is allocated in all; a call holds 64 KiB of it at a time");

  private static final int BLOCK = 64 * 1024;

  /** The newest block of any call. Without a place where others can see it, none would be made. */
  @SuppressWarnings("unused")
  private volatile byte[] newest = {};

  @Override
  public String name() {
    return "allocate";
  }

  @Override
  public String description() {
    return "Makes garbage: the collector's pauses stop every thread, so no strategy keeps them from"
        + " the loop.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(SIZE);
  }

  /** Returns the number of bytes. */
  @Override
  public Object run(Arguments arguments) throws InterruptedException {
    long size = arguments.get(SIZE);
    for (long left = size; left > 0; left -= BLOCK) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted after %d bytes".formatted(size - left));
      }
      newest = new byte[(int) Math.min(BLOCK, left)];
    }
    return size;
  }
}
