import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An HTTP application as a process of its own, on the first processor. It answers on the loop, and
 * by executeBlocking.
 */
final class Application implements AutoCloseable {
  static final int PORT = 18_088;

  private final Process process;

  private Application(Process process) {
    this.process = process;
  }

  public static void main(String[] arguments) {
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
        .onSuccess(server -> System.out.println("open"))
        .onFailure(failed -> {
          failed.printStackTrace();
          System.exit(1);
        });
  }

  /** Starts one. */
  static Application start(boolean withJar) throws IOException {
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
            "Application"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader output = process.inputReader();
    while (!"open".equals(output.readLine())) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the application did not start");
      }
    }
    return new Application(process);
  }

  /** As Linux counts them. */
  ProcessorTimes processorTimes() throws IOException {
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
    return new ProcessorTimes(System.nanoTime(), times);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** Names are cut off after 15 characters. */
  private static String kind(String name) {
    return switch (name) {
      case "loop-monitor-co" -> "the jar's control, which only waits";
      case "loop-monitor" -> "the jar's watchdog, which looks at blocks";
      case "vert.x-eventloo" -> "event loops; with the jar, they take samples";
      case "vert.x-worker-t" -> "worker threads";
      case "C1 CompilerThre", "C2 CompilerThre" -> "Java's compilers";
      case "VM Thread" -> "Java's collector of garbage";
      default -> name.startsWith("interleave") ? "the jar's other threads" : "Java's other threads";
    };
  }
}
