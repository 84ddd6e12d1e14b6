package dev.interleave.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures every contender in turn, round after round, in one process. {@code bench/bulkhead} runs
 * it.
 */
final class BulkheadBench {
  private BulkheadBench() {}

  /** Ends the process itself, since the peers' threads are not daemons. */
  public static void main(String[] arguments) {
    Path bench = Path.of(System.getProperty("bench"));
    try {
      run(Options.of(List.of(arguments), bench.resolve("results/bulkhead.json")), bench);
      System.exit(0);
    } catch (Options.NotAllowedException wrong) {
      System.err.println("bench/bulkhead: " + wrong.getMessage());
      System.exit(2);
    } catch (Exception failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Options options, Path bench) throws Exception {
    Effort effort = options.effort();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    System.out.printf(
        "%,d no-ops in flight, called from one event loop, for %.1f s; then %,d one after the other;"
            + " %d rounds after %d to warm up%nJava %s, %d processors, %s%n",
        Effort.IN_FLIGHT,
        effort.floodSeconds(),
        effort.serialCalls(),
        effort.rounds(),
        Effort.WARM_UP_ROUNDS,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        vertx.isNativeTransportEnabled() ? "epoll" : "NIO");

    List<Contender> contenders = open(vertx, bench.resolve("asyncio_to_thread.py"));
    Results results = measure(contenders, effort);
    write(options.json(), new JsonReport(results).of(effort, contenders).encodePrettily());
    new TextReport(System.out, results).print(contenders);
  }

  private static List<Contender> open(Vertx vertx, Path script) throws Exception {
    Context loop = vertx.getOrCreateContext();
    return Loops.await(loop, () -> Future.succeededFuture(Contenders.open(vertx, loop, script)));
  }

  private static Results measure(List<Contender> contenders, Effort effort) throws Exception {
    Results results = new Results();
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 1 - Effort.WARM_UP_ROUNDS; round <= effort.rounds(); round++) {
      System.err.println(round < 1 ? "warming up" : "round " + round);
      for (Contender contender : order) {
        // Nobody pays for what another one has left behind.
        System.gc();
        Figures figures = contender.measure(effort);
        if (round > 0) {
          results.add(contender.name(), figures);
        }
      }
      Collections.rotate(order, 1);
    }
    return results;
  }

  private static void write(Path file, String json) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, json + System.lineSeparator());
  }
}
