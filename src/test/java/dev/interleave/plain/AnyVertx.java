package dev.interleave.plain;

import io.vertx.core.Vertx;

/** An application that Vert.x 4 runs as well as Vert.x 5. */
public final class AnyVertx {
  private AnyVertx() {}

  /** Tells that a loop has run, and ends. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    vertx.runOnContext(v -> {
      System.out.println("a loop has run");
      vertx.close();
    });
  }
}
