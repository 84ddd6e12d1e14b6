package dev.interleave.plain;

import dev.interleave.bulkhead.Bulkhead;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** For an application that has the kit as well. */
final class Bulkheads {
  private Bulkheads() {}

  /** Builds one with one permit, and makes three calls in it. */
  static Future<String> open(Vertx vertx, int ms) {
    Bulkhead one = Bulkhead.builder(vertx).name("db").concurrency(1).queue(10).build();
    for (int i = 0; i < 3; i++) {
      one.call(() -> Mistakes.sleep(ms));
    }
    return Future.succeededFuture("asked");
  }
}
