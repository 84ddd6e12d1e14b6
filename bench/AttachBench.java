import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures an HTTP application with the attached jar and without it, in pairs, and in each pair in
 * the other order. The application has one processor and the load the others. Half of the requests
 * are answered on the loop, half by executeBlocking.
 */
public final class AttachBench {
  private static final int CONNECTIONS = 64;
  private static final int WARM_UP_SECONDS = 40;
  private static final int PORT = 18_088;

  private final int seconds;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client = vertx.createNetClient();
  private double halfLoad;

  /**
   * What one process did.
   *
   * @param throughput requests a second, at most
   * @param p99 ms at half load
   * @param cpu ms of a processor for a request, at half load
   * @param threads what part of a processor each kind of thread takes at half load
   */
  private record Measured(double throughput, double p99, double cpu, Map<String, Double> threads) {}

  /** One with the jar, and one without it. */
  private record Pair(Measured without, Measured with) {}

  private AttachBench(int seconds) {
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      serve();
      return;
    }
    Map<String, String> options = options(arguments);
    AttachBench bench = new AttachBench(Integer.parseInt(options.getOrDefault("--seconds", "6")));
    // Unmeasured: the load itself has to be warm, too.
    bench.measure(false);
    bench.halfLoad = 0;
    List<Pair> pairs = new ArrayList<>();
    int all = Integer.parseInt(options.getOrDefault("--pairs", "10"));
    for (int i = 0; i < all; i++) {
      boolean first = i % 2 == 1;
      Measured one = bench.measure(first);
      Measured other = bench.measure(!first);
      pairs.add(first ? new Pair(other, one) : new Pair(one, other));
      System.err.printf("pair %d of %d: %s%n", i + 1, all, pairs.getLast());
    }
    String report = report(pairs, bench.halfLoad, bench.seconds);
    System.out.print(report);
    if (options.containsKey("--write")) {
      Files.writeString(Path.of(options.get("--write")), report);
    }
    bench.vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new java.util.HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      if (!List.of("--pairs", "--seconds", "--write").contains(arguments[i])) {
        throw new IllegalArgumentException(
            arguments[i] + "; allowed: --pairs N, --seconds N, --write FILE");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  /** The application: as a process of its own. */
  private static void serve() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    vertx
        .createHttpServer()
        .requestHandler(request -> {
          if (request.path().equals("/loop")) {
            request.response().end("hello");
          } else {
            vertx.executeBlocking(() -> "hello", false).onSuccess(request.response()::end);
          }
        })
        .listen(PORT, "127.0.0.1")
        .onSuccess(server -> System.out.println("open"));
  }

  private Measured measure(boolean withJar) throws Exception {
    Process server = start(withJar);
    try {
      flood(WARM_UP_SECONDS);
      double throughput = flood(seconds);
      halfLoad = halfLoad == 0 ? Math.round(throughput / 2 / 100) * 100 : halfLoad;
      arrive(2);
      long begun = System.nanoTime();
      Map<String, Double> before = processorTimes(server);
      Histogram late = arrive(seconds);
      Map<String, Double> after = processorTimes(server);
      double took = System.nanoTime() - begun;
      after.replaceAll((threads, nanos) -> nanos - before.getOrDefault(threads, 0.0));
      double all = after.values().stream().mapToDouble(Double::doubleValue).sum();
      after.replaceAll((threads, nanos) -> nanos / took);
      return new Measured(
          throughput, late.getValueAtPercentile(99) / 1e6, all / 1e6 / late.getTotalCount(), after);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static Process start(boolean withJar) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", "bench/java"));
    if (withJar) {
      command.add("-javaagent:target/interleave-attach.jar");
      command.add("-Dinterleave.attach.port=0");
    }
    command.addAll(
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "AttachBench",
            "serve"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader output = process.inputReader();
    while (!"open".equals(output.readLine())) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the application did not start");
      }
    }
    return process;
  }

  /** Nanoseconds that threads have had a processor for, by what they are; Linux counts them. */
  private static Map<String, Double> processorTimes(Process process) throws IOException {
    Map<String, Double> times = new TreeMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          String time = Files.readString(thread.resolve("schedstat")).split(" ")[0];
          times.merge(kind(name), Double.parseDouble(time), Double::sum);
        } catch (NoSuchFileException ended) {
          // It has ended since it was listed.
        }
      }
    }
    return times;
  }

  /** Names are cut off after 15 characters. */
  private static String kind(String name) {
    return switch (name) {
      case "loop-monitor-co" -> "the jar's control, which only waits";
      case "loop-monitor" -> "the jar's watchdog, which looks at blocks";
      case "vert.x-eventloo" -> "event loops; with the jar, they take samples";
      case "vert.x-worker-t" -> "worker threads";
      default ->
          name.startsWith("interleave")
              ? "the jar's other threads"
              : "Java's own: compilers, garbage";
    };
  }

  /** So many connections, and a request on each as soon as the last is answered. */
  private double flood(int forSeconds) throws Exception {
    AtomicLong answered = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(CONNECTIONS);
    List<Connection> all = connect();
    for (int i = 0; i < CONNECTIONS; i++) {
      next(all.get(i), i, answered, over, ended);
    }
    long begun = System.nanoTime();
    Thread.sleep(TimeUnit.SECONDS.toMillis(forSeconds));
    double rate = answered.get() * 1e9 / (System.nanoTime() - begun);
    over.set(true);
    ended.await();
    all.forEach(Connection::close);
    return rate;
  }

  private static void next(
      Connection connection,
      long number,
      AtomicLong answered,
      AtomicBoolean over,
      CountDownLatch ended) {
    if (over.get()) {
      ended.countDown();
      return;
    }
    connection.ask(
        number,
        () -> {
          answered.incrementAndGet();
          next(connection, number + 1, answered, over, ended);
        });
  }

  /** Requests at a fixed rate, whatever becomes of them; nanoseconds from when each was due. */
  private Histogram arrive(int forSeconds) throws Exception {
    int all = (int) (halfLoad * forSeconds);
    Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    CountDownLatch ended = new CountDownLatch(all);
    List<Connection> connections = connect();
    long begun = System.nanoTime();
    double period = 1e9 / halfLoad;
    for (int i = 0; i < all; ) {
      long now = System.nanoTime();
      while (i < all && begun + (long) (i * period) <= now) {
        long due = begun + (long) (i * period);
        int number = i;
        Connection connection = connections.get(i % CONNECTIONS);
        connection.context.runOnContext(v ->
            connection.ask(
                number / CONNECTIONS,
                () -> {
                  times.recordValue(Math.max(0, System.nanoTime() - due));
                  ended.countDown();
                }));
        i++;
      }
      Thread.sleep(0, 200_000);
    }
    ended.await();
    connections.forEach(Connection::close);
    return times;
  }

  private List<Connection> connect() throws Exception {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(
          client
              .connect(PORT, "127.0.0.1")
              .map(Connection::new)
              .toCompletionStage()
              .toCompletableFuture()
              .get());
    }
    return all;
  }

  /**
   * A client of as few instructions as can be, so that the application is at its limit before the
   * load is: it counts the bytes of answers, which are all as long.
   */
  private static final class Connection {
    private static final Buffer LOOP = Buffer.buffer("GET /loop HTTP/1.1\r\nhost: a\r\n\r\n");
    private static final Buffer POOL = Buffer.buffer("GET /pool HTTP/1.1\r\nhost: a\r\n\r\n");
    private static final int ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".length();

    private final NetSocket socket;
    private final Context context = Vertx.currentContext();
    private final Queue<Runnable> asked = new ArrayDeque<>();
    private int received;

    Connection(NetSocket socket) {
      this.socket = socket;
      socket.handler(bytes -> {
        received += bytes.length();
        while (received >= ANSWER) {
          received -= ANSWER;
          asked.remove().run();
        }
      });
    }

    /** On its context. */
    void ask(long number, Runnable answered) {
      asked.add(answered);
      socket.write(number % 2 == 0 ? LOOP : POOL);
    }

    void close() {
      socket.close();
    }
  }

  private static String report(List<Pair> pairs, double halfLoad, int seconds) {
    return """
    # What the attached jar costs

    `bench/attach --pairs %d --seconds %d --write docs/attach-cost.md` on %s, %d processors, Java %s.
    An HTTP application on one processor, with the jar and without it, by turns; half of the
    requests are answered on the loop, half by `executeBlocking`. A figure is the median of all
    pairs, with the interval that holds it with 95 %% certainty (bootstrap of the pairs).

    | | without | with | difference |
    |---|---|---|---|
    %s%s%s
    Half load is %.0f requests a second, at which each request counts from when it was due.

    ## Where the processor's time goes at half load

    | threads | without | with |
    |---|---|---|
    %s
    """
        .formatted(
            pairs.size(),
            seconds,
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            row("requests a second, at most", "%.0f", pairs, Measured::throughput),
            row("p99 at half load, ms", "%.2f", pairs, Measured::p99),
            row("processor time of a request at half load, ms", "%.4f", pairs, Measured::cpu),
            halfLoad,
            profile(pairs));
  }

  /** Medians, in percent of a processor. */
  private static String profile(List<Pair> pairs) {
    return pairs.stream()
        .flatMap(pair -> pair.with().threads().keySet().stream())
        .distinct()
        .sorted()
        .map(threads ->
            String.format(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% |",
                threads,
                100 * share(pairs, Pair::without, threads),
                100 * share(pairs, Pair::with, threads)))
        .collect(Collectors.joining("\n"));
  }

  private static double share(List<Pair> pairs, Function<Pair, Measured> which, String threads) {
    return median(
        pairs.stream()
            .mapToDouble(pair -> which.apply(pair).threads().getOrDefault(threads, 0.0))
            .toArray());
  }

  private static String row(
      String name, String format, List<Pair> pairs, ToDoubleFunction<Measured> figure) {
    double[] changes =
        pairs.stream()
            .mapToDouble(pair ->
                100
                    * (figure.applyAsDouble(pair.with()) / figure.applyAsDouble(pair.without())
                        - 1))
            .toArray();
    double[] medians = new double[10_000];
    Random random = new Random(1);
    for (int i = 0; i < medians.length; i++) {
      medians[i] =
          median(
              random
                  .ints(changes.length, 0, changes.length)
                  .mapToDouble(at -> changes[at])
                  .toArray());
    }
    Arrays.sort(medians);
    return String.format(
        Locale.ROOT,
        "| %s | " + format + " | " + format + " | %+.1f %% (%+.1f to %+.1f) |%n",
        name,
        median(pairs.stream().mapToDouble(pair -> figure.applyAsDouble(pair.without())).toArray()),
        median(pairs.stream().mapToDouble(pair -> figure.applyAsDouble(pair.with())).toArray()),
        median(changes),
        medians[250],
        medians[9_750]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
