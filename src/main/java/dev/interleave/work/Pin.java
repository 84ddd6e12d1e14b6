package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.time.Duration;
import java.util.List;

/**
 * Sleeps below a frame of native code. A virtual thread that waits there cannot leave the platform
 * thread that carries it, its carrier; there is about one carrier for each processor. For any other
 * thread this is a sleep.
 *
 * <p>What puts a native frame there is class loading: the JVM's own code calls a class loader, and
 * the loader sleeps. {@code synchronized}, which pins on older JDKs, does not since JDK 24; a
 * native frame does on all of them.
 */
public final class Pin implements Kind {
  /** How long to hold the thread. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "how long to wait in native code");

  private static final String NO_CLASS = "dev.interleave.work.NoClass";

  @Override
  public String name() {
    return "pin";
  }

  @Override
  public String description() {
    return "Sleeps in native code: a virtual thread keeps its carrier meanwhile, so no more calls"
        + " run side by side than there are processors.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION);
  }

  /** Returns the milliseconds that it really took, a number. */
  @Override
  public Object run(Arguments arguments) throws InterruptedException {
    long start = System.nanoTime();
    SlowLoader loader = new SlowLoader(arguments.get(DURATION));
    try {
      Class.forName(NO_CLASS, false, loader);
    } catch (ClassNotFoundException asExpected) {
      if (asExpected.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Sleeps and then finds nothing, so it leaves no class behind. */
  private static final class SlowLoader extends ClassLoader {
    private final Duration duration;

    SlowLoader(Duration duration) {
      super(null);
      this.duration = duration;
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException interrupted) {
        throw new ClassNotFoundException(name, interrupted);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
