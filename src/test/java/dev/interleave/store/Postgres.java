package dev.interleave.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A PostgreSQL of the test's own: in a folder of its own, on a free port of loopback. */
final class Postgres implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";

  private final Path folder;
  private final int port;
  private final String options;

  private Postgres(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options =
        Stream.concat(
                Stream.of(
                    "listen_addresses=127.0.0.1", "port=" + port, "unix_socket_directories=''"),
                options.stream())
            .map("-c "::concat)
            .collect(Collectors.joining(" "));
  }

  /**
   * Makes an empty database and starts it.
   *
   * @param options of its configuration, each as {@code name=value}
   */
  static Postgres start(String... options) {
    try {
      Path folder = Files.createTempDirectory("interleave-postgres-");
      if (isRoot()) {
        run("chown", USER, folder.toString());
      }
      Postgres postgres = new Postgres(folder, freePort(), List.of(options));
      postgres.asItsUser("initdb", "--auth=trust", "--username=" + USER, "--pgdata=" + folder);
      postgres.startAgain();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Returns when it answers. */
  void startAgain() {
    asItsUser(
        "pg_ctl",
        "--pgdata=" + folder,
        "--log=" + folder.resolve("log"),
        "--wait",
        "--options=" + options,
        "start");
  }

  /** Ends all its connections at once. */
  void stop() {
    asItsUser("pg_ctl", "--pgdata=" + folder, "--mode=immediate", "--wait", "stop");
  }

  /** As a store is named. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  String user() {
    return USER;
  }

  @Override
  public void close() {
    stop();
    run("rm", "-rf", folder.toString());
  }

  private void asItsUser(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(path(program));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String path(String program) {
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin").resolve(program))
          .filter(Files::isExecutable)
          .max(Path::compareTo)
          .map(Path::toString)
          .orElse(program);
    } catch (IOException notDebian) {
      return program;
    }
  }

  private static void run(String... command) {
    try {
      Path output = Files.createTempFile("postgres", ".txt");
      int code =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (code != 0) {
        throw new AssertionError("%s: %d\n%s".formatted(List.of(command), code, said));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
