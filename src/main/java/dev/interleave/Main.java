package dev.interleave;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Vertx v = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    System.out.println(v.isNativeTransportEnabled() + " " + System.getProperty("java.version"));
    v.close().await();
  }
}
