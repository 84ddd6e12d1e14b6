package example;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.bulkhead.Call;
import dev.interleave.bulkhead.CallOptions;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.MonitorOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A bulkhead makes the calls that block. A monitor reports what blocks the event loop anyway. */
public final class Embedded extends VerticleBase {
  private Bulkhead db;

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    LoopMonitor.watch(vertx, MonitorOptions.DEFAULT.withBlockedAfter(Duration.ofMillis(250)))
        .onBlocked(Embedded::print);
    vertx.deployVerticle(new Embedded()).eventually(vertx::close);
  }

  @Override
  public Future<?> start() {
    db =
        Bulkhead.builder(vertx)
            .name("db")
            .concurrency(1)
            .queue(4)
            .queueTimeout(Duration.ofSeconds(10))
            .callTimeout(Duration.ofSeconds(1))
            .build();
    List<Call<String>> calls =
        List.of(
            load("ada", 1, 500), // takes the only permit
            load("ada", 2, 500), // waits
            load("ada", 3, 60_000), // waits, and then runs into the call timeout
            load("ada", 4, 500), // waits, until it is cancelled below
            load("bob", 1, 500), // waits; another key has its turn before ada's second call
            load("bob", 2, 500)); // is rejected: four calls wait already
    calls.get(3).cancel();

    vertx.setTimer(100, timer -> query(500)); // the mistake: this handler blocks the event loop

    return Future.join(calls.stream().map(Call::future).toList())
        .otherwiseEmpty()
        .onSuccess(v -> System.out.println("db: " + db.metrics().ends()));
  }

  /** Makes a call in the bulkhead; what came of it is told on the event loop. */
  private Call<String> load(String user, int number, long millis) {
    Call<String> call = db.call(() -> query(millis), CallOptions.DEFAULT.withKey(user));
    call.future()
        .otherwise(Throwable::getMessage)
        .onSuccess(outcome -> System.out.printf("%s %d: %s%n", user, number, outcome));
    return call;
  }

  /** Blocks its thread, as a query by JDBC does. */
  private static String query(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      throw new CancellationException("the query was interrupted");
    }
    return "loaded on " + Thread.currentThread().getName();
  }

  private static void print(BlockedReport block) {
    if (block.over()) {
      System.out.printf(
          "monitor: %s was blocked for %d ms %s%n",
          block.loop().name(),
          block.length().toMillis(),
          block.where().map(frame -> "at " + frame).orElse("by " + block.cause()));
    }
  }
}
