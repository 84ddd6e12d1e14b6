package dev.interleave.attach;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Vert.x finds on the class path, and calls whenever the application makes a {@link
 * io.vertx.core.Vertx}.
 */
public final class AttachProvider implements VertxServiceProvider {
  private static final AtomicBoolean IS_TO_TELL = new AtomicBoolean(true);

  /** Made by {@link java.util.ServiceLoader}. */
  public AttachProvider() {}

  /** On the thread that makes the {@code Vertx}. Nothing is thrown, whatever happens. */
  @Override
  public void init(VertxBootstrap bootstrap) {
    Careful.attempt(
        "to watch a new Vertx",
        () -> Attachment.ofThisProcess().ifPresent(attachment -> Hook.into(bootstrap, attachment)));
  }

  /**
   * Vert.x 4 calls this in the place of the other, and would fail to start if it were not here.
   * Nothing else of this jar works there.
   */
  public void init(VertxBuilder ofVertx4) {
    if (IS_TO_TELL.getAndSet(false)) {
      System.getLogger("dev.interleave.attach")
          .log(
              Level.WARNING, "Interleave needs Vert.x 5, and this is Vert.x 4: nothing is watched");
    }
  }
}
