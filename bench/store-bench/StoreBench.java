import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Floods a service with jobs, once for each store by turns. bench/store runs it. */
final class StoreBench {
  private static final int WARM_UP_SECONDS = 8;
  private static final String SERVES = "interleave serves on http://127.0.0.1:";

  private StoreBench() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = 5;
    int seconds = 8;
    Path file = null;
    Path folder = Files.createTempDirectory("store-bench-");
    List<Store> stores = new ArrayList<>(List.of(Store.memory(), Store.file(folder)));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[i + 1]);
        case "--seconds" -> seconds = Integer.parseInt(arguments[i + 1]);
        case "--write" -> file = Path.of(arguments[i + 1]);
        case "--postgresql" -> stores.add(Store.postgresql(arguments[i + 1]));
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    long begun = System.nanoTime();
    Map<Store, List<Accepted>> found = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < stores.size(); i++) {
        Store store = stores.get((i + round) % stores.size());
        Accepted accepted = measure(store, seconds);
        System.err.println(store.name() + " " + accepted);
        found.computeIfAbsent(store, s -> new ArrayList<>()).add(accepted);
      }
    }
    String report = Report.of(stores, found, Duration.ofNanos(System.nanoTime() - begun));
    if (file == null) {
      System.out.println(report);
    } else {
      Files.writeString(file, report);
    }
    System.exit(0);
  }

  private static int port(Process service, Path log) throws Exception {
    while (service.isAlive()) {
      for (String line : Files.readAllLines(log)) {
        if (line.contains(SERVES)) {
          return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        }
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException(Files.readString(log));
  }

  private static Accepted measure(Store store, int seconds) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-jar",
            "target/interleave.jar");
    Map<String, String> settings = command.environment();
    settings.put("INTERLEAVE_HTTP_PORT", "0");
    settings.put("INTERLEAVE_STORE_URL", store.url());
    settings.put("INTERLEAVE_STORE_USER", store.user());
    settings.put("INTERLEAVE_LIMITS_JOBS_BY_ADDRESS", "1000000");
    Path log = Files.createTempFile("store-bench-", ".log");
    Process service = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      try (Clients clients = new Clients(port(service, log))) {
        clients.ask(WARM_UP_SECONDS);
        return clients.ask(seconds);
      }
    } finally {
      service.destroy();
      service.waitFor();
      Files.delete(log);
    }
  }
}
