package dev.interleave.guard;

import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.VerticleFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;

/**
 * Makes every {@link Vertx} known to guards. Vert.x loads it by itself, as a service, and tells it
 * of each that is made. It makes no verticles.
 */
public final class GuardVerticleFactory implements VerticleFactory {
  private static final Logger LOG = System.getLogger(GuardVerticleFactory.class.getName());
  private static final String PREFIX = "interleave-guard";

  /** For Vert.x. */
  public GuardVerticleFactory() {}

  @Override
  public String prefix() {
    return PREFIX;
  }

  /** That a Vertx is not guarded must not keep it from being made. */
  @Override
  public void init(Vertx vertx) {
    try {
      EveryVertx.INSTANCE.add(vertx);
    } catch (RuntimeException | LinkageError fault) {
      LOG.log(Level.WARNING, "a Vertx is not guarded", fault);
    }
  }

  @Override
  public void createVerticle2(
      String name, ClassLoader loader, Promise<Callable<? extends Deployable>> promise) {
    promise.fail(
        new IllegalArgumentException(
            "'%s' is no verticle: '%s' finds event loops to guard".formatted(name, PREFIX)));
  }
}
