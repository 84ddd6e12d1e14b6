package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.JarProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link dev.interleave.plain.PlainApplication} as a process, with the jar on its class path or
 * without it.
 */
public final class Application implements AutoCloseable {
  private static final Path ATTACH = Path.of("target/interleave-attach.jar");
  private static final Path LIBRARIES = Path.of("target/lib");
  private static final Pattern WATCHES = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)$");
  private static final long PAUSE = Duration.ofMillis(20).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final HttpClient client = HttpClient.newHttpClient();
  private final JarProcess process;

  private Application(JarProcess process) {
    this.process = process;
  }

  /** Without the jar. */
  public static Application alone() throws IOException {
    return start(List.of(), libraries());
  }

  /** With the jar. */
  public static Application attached(String... settings) throws IOException {
    return start(List.of(settings), ATTACH + File.pathSeparator + libraries());
  }

  /** With the jar, behind the application's own libraries or before them, and with Micrometer. */
  static Application withMicrometer(boolean attachIsFirst) throws IOException {
    String path =
        attachIsFirst
            ? ATTACH + File.pathSeparator + libraries()
            : libraries() + File.pathSeparator + ATTACH;
    return start(List.of(), path, "micrometer");
  }

  /** With the jar, and with the kit, which has classes of the same names. */
  static Application withKit() throws IOException {
    String kit =
        Stream.of("target/interleave-kit.jar", library("HdrHistogram"), library("slf4j-api"))
            .collect(Collectors.joining(File.pathSeparator));
    return start(List.of(), String.join(File.pathSeparator, ATTACH.toString(), kit, libraries()));
  }

  /** A small one on Vert.x 4, with the jar, until it ends; all that it has told. */
  static String onVertx4() throws IOException, InterruptedException {
    return untilItEnds("dev.interleave.plain.AnyVertx", ATTACH, "target/vertx4/*", libraries());
  }

  /** A small one that uses virtual threads, with the jar, until it ends; all that it has told. */
  static String onVirtualThreads() throws IOException, InterruptedException {
    return untilItEnds("dev.interleave.plain.VirtualOnce", ATTACH, libraries());
  }

  private static String untilItEnds(String main, Object... path)
      throws IOException, InterruptedException {
    String classPath =
        Stream.of(path).map(Object::toString).collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                JarProcess.JAVA.toString(), "-Dinterleave.attach.port=0", "-cp", classPath, main)
            .redirectErrorStream(true)
            .start();
    try {
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(told).isZero();
      return told;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String library(String name) throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }

  private static Application start(List<String> settings, String classPath, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JarProcess.JAVA.toString());
    command.add("-Dinterleave.attach.port=0");
    command.addAll(settings);
    command.addAll(List.of("-Xmx256m", "-cp", classPath, "dev.interleave.plain.PlainApplication"));
    command.addAll(List.of(arguments));
    return new Application(JarProcess.start(new ProcessBuilder(command)));
  }

  /** What a Vert.x application has, and no library of ours. */
  private static String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return Stream.concat(
              Stream.of("target/test-classes"),
              jars.map(Path::toString)
                  .filter(jar ->
                      jar.matches(
                          ".*/(vertx-(core|micrometer)|netty|jackson|micrometer|prometheus).*"))
                  .sorted())
          .reduce((one, other) -> one + File.pathSeparator + other)
          .orElseThrow();
    }
  }

  /** What the application itself answers. */
  public String ask(String path) throws Exception {
    return get(process.port(), path, "*/*").body();
  }

  /** What the attached server answers. */
  HttpResponse<String> get(String path) throws Exception {
    return get(attachedPort(), path, "*/*");
  }

  JsonObject json(String path) throws Exception {
    return new JsonObject(get(attachedPort(), path, "application/json").body());
  }

  /** The parts of a list for each {@code Vertx}, as one list. */
  List<JsonObject> all(String path, String list) throws Exception {
    return objects(json(path).getJsonArray("vertx"))
        .flatMap(vertx -> objects(vertx.getJsonArray(list)))
        .toList();
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  /** Asks again until it is so. */
  interface Question<T> {
    T ask() throws Exception;
  }

  /** Asks until the answer is as it should be; what it was at last is in the failure. */
  static <T> T await(Question<T> question, Predicate<T> condition) throws Exception {
    long begun = System.nanoTime();
    while (true) {
      T answer = question.ask();
      if (condition.test(answer)) {
        return answer;
      }
      if (System.nanoTime() - begun > PATIENCE) {
        throw new AssertionError("it still is " + answer);
      }
      // A client that asks without a pause would keep the application from its processor.
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Where the attached server listens. */
  public int attachedPort() throws Exception {
    return await(() -> portOf(log()), port -> port > 0);
  }

  private static int portOf(List<String> log) {
    return log.stream()
        .filter(line -> line.contains("Interleave watches"))
        .map(WATCHES::matcher)
        .filter(Matcher::find)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElse(0);
  }

  List<String> log() {
    return process.output();
  }

  int port() {
    return process.port();
  }

  JarProcess process() {
    return process;
  }

  private HttpResponse<String> get(int port, String path, String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept)
            .timeout(Duration.ofMinutes(2))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
