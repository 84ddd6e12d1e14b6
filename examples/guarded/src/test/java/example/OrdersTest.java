package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interleave.junit.LoopNotBlocked;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@LoopNotBlocked(longerThan = "20ms")
class OrdersTest {
  @Test
  void anOrderIsFoundOnTheLoop(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(v -> {
      assertEquals("order 7", Orders.find(7));
      test.completeNow();
    });
  }

  @Test
  void anOrderIsFoundBesideTheLoop(Vertx vertx, VertxTestContext test) {
    vertx
        .executeBlocking(() -> Orders.find(7))
        .onComplete(test.succeeding(order -> test.completeNow()));
  }
}
