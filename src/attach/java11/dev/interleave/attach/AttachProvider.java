package dev.interleave.attach;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Vert.x finds on the class path, and calls whenever the application makes a {@link
 * io.vertx.core.Vertx}. An older Java and an older Vert.x find it too, and have to go on without:
 * so it is compiled for Java 11, which Vert.x 5 needs, and knows the rest of this jar by name
 * alone.
 */
public final class AttachProvider implements VertxServiceProvider {
  private static final int OLDEST_JAVA = 21;
  private static final AtomicBoolean IS_TO_TELL = new AtomicBoolean(true);

  /** Made by {@link java.util.ServiceLoader}. */
  public AttachProvider() {}

  /** On the thread that makes the {@code Vertx}. Nothing is thrown, whatever happens. */
  @Override
  public void init(VertxBootstrap bootstrap) {
    int java = Runtime.version().feature();
    if (java < OLDEST_JAVA) {
      tellOnce("needs Java 21, and this is Java " + java);
      return;
    }
    try {
      Class.forName("dev.interleave.attach.Joining")
          .asSubclass(VertxServiceProvider.class)
          .getDeclaredConstructor()
          .newInstance()
          .init(bootstrap);
    } catch (ReflectiveOperationException | LinkageError fault) {
      tellOnce("cannot begin: " + fault);
    }
  }

  /**
   * Vert.x 4 calls this in the place of the other, and would fail to start if it were not here.
   * Nothing else of this jar works there.
   */
  public void init(VertxBuilder ofVertx4) {
    tellOnce("needs Vert.x 5, and this is Vert.x 4");
  }

  private static void tellOnce(String why) {
    if (IS_TO_TELL.getAndSet(false)) {
      System.getLogger("dev.interleave.attach")
          .log(Level.WARNING, "Interleave " + why + ": nothing is watched");
    }
  }
}
