package dev.interleave;

import dev.interleave.log.Log;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first signal begins: the service stops in order and in time, and the process ends. The
 * second signal ends it at once, with the status that a shell gives to it: 143 or 130.
 */
final class Ending implements Runnable {
  private static final int NOT_IN_ORDER = 1;
  private static final Duration TO_BE_LOGGED = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Service service;

  Ending(Service service) {
    this.service = service;
  }

  /** A signal would make the status 128 and more, however well the service stops. */
  @Override
  public void run() {
    int status = NOT_IN_ORDER;
    try {
      endAtOnceBy("TERM", 15);
      endAtOnceBy("INT", 2);
      LOG.info("interleave stops");
      stop();
      LOG.info("interleave has stopped");
      status = 0;
    } catch (TimeoutException late) {
      LOG.error("interleave did not stop within {} s", service.patience().toSeconds());
    } catch (Throwable unclean) {
      LOG.error("interleave did not stop in order", unclean);
    } finally {
      halt(status);
    }
  }

  /** On a thread of its own: what it closes may never return. */
  private void stop() throws Exception {
    FutureTask<Void> stopping = new FutureTask<>(service::stop, null);
    Thread.ofPlatform().name("stop").daemon().start(stopping);
    stopping.get(service.patience().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void halt(int status) {
    try {
      Log.flush(TO_BE_LOGGED);
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /**
   * The JVM ignores signals while it shuts down, and has no public way to hear them. {@code
   * sun.misc.Signal} is there for that (module {@code jdk.unsupported}), but the compiler warns of
   * it in a way that cannot be silenced; hence the reflection.
   */
  private static void endAtOnceBy(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object end =
          Proxy.newProxyInstance(
              Ending.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                Runtime.getRuntime().halt(128 + number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
    } catch (ReflectiveOperationException | IllegalArgumentException cannot) {
      LOG.debug("a second SIG{} will be ignored", name, cannot);
    }
  }
}
