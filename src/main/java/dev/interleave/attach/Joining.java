package dev.interleave.attach;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Joins every {@code Vertx} that the application makes. {@code AttachProvider}, which Vert.x finds,
 * makes it by its name: an older Java cannot load it.
 */
public final class Joining implements VertxServiceProvider {
  /** Of no {@code Vertx} yet. */
  public Joining() {}

  /** On the thread that makes the {@code Vertx}. Nothing is thrown, whatever happens. */
  @Override
  public void init(VertxBootstrap bootstrap) {
    Careful.attempt(
        "to watch a new Vertx",
        () -> Attachment.ofThisProcess().ifPresent(attachment -> Hook.into(bootstrap, attachment)));
  }
}
