package example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** A shop that answers by HTTP. One of its handlers does what it should not. */
public final class Shop extends VerticleBase {
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(new Shop())
        .onSuccess(id -> System.out.println("the shop is open on http://localhost:8088"));
  }

  @Override
  public Future<?> start() {
    return vertx.createHttpServer().requestHandler(this::answer).listen(8088, "localhost");
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/stock" ->
          vertx.executeBlocking(() -> query("stock")).onSuccess(request.response()::end);
      case "/price" -> request.response().end(price());
      default -> request.response().end("/stock or /price\n");
    }
  }

  /** The mistake: this is called on the event loop, and waits for the database. */
  private static String price() {
    return query("price");
  }

  /** Blocks its thread, as a query by JDBC does. */
  private static String query(String what) {
    try {
      Thread.sleep(120);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return what + ": 42\n";
  }
}
