package dev.interleave.attach;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * What Vert.x finds on the class path, and calls whenever the application makes a {@link
 * io.vertx.core.Vertx}.
 */
public final class AttachProvider implements VertxServiceProvider {
  /** Made by {@link java.util.ServiceLoader}. */
  public AttachProvider() {}

  /** On the thread that makes the {@code Vertx}. Nothing is thrown, whatever happens. */
  @Override
  public void init(VertxBootstrap bootstrap) {
    Careful.attempt(
        "to watch a new Vertx",
        () -> Attachment.ofThisProcess().ifPresent(attachment -> Hook.into(bootstrap, attachment)));
  }
}
