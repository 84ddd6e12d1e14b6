package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.interleave.values.InvalidValueException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkTest {
  private final JdbcQuery jdbc = new JdbcQuery(1, Duration.ofSeconds(20));
  private final SocketRead socket = new SocketRead();

  @AfterEach
  void close() {
    jdbc.close();
    socket.close();
  }

  @Test
  void sleepingTakesAtLeastTheTimeAskedFor() throws Exception {
    long start = System.nanoTime();

    Object took = run(new Sleep(), Map.of("duration", "50ms"));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(took).asInstanceOf(InstanceOfAssertFactories.LONG).isGreaterThanOrEqualTo(50);
  }

  @Test
  void aQueryTakesTheTimeAskedForInTheDatabase() throws Exception {
    long start = System.nanoTime();

    Object row = run(jdbc, Map.of("duration", "50ms"));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(row)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Long.class))
        .hasEntrySatisfying("databaseMs", ms -> assertThat(ms).isGreaterThanOrEqualTo(50))
        .hasEntrySatisfying("tables", tables -> assertThat(tables).isPositive());
  }

  @Test
  void aQueryThatGetsNoConnectionInTimeFails() throws Exception {
    JdbcQuery jdbc = new JdbcQuery(1, Duration.ofSeconds(1));
    CountDownLatch begun = new CountDownLatch(1);
    Interruptible holder =
        new Interruptible(() -> {
          begun.countDown();
          run(jdbc, Map.of("duration", "1m"));
        });
    begun.await();

    // The holder may need a moment between its start and its connection.
    assertThatThrownBy(
            () -> {
              while (true) {
                run(jdbc, Map.of("duration", "0s"));
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Connection is not available");
    holder.interruptAndSeeWhatItThrew();
    jdbc.close();
  }

  @Test
  void hashingGivesTheHashOfTheHashOfNothingButZeros() throws Exception {
    byte[] hash = new byte[32];
    for (int round = 0; round < 3; round++) {
      hash = MessageDigest.getInstance("SHA-256").digest(hash);
    }

    assertThat(run(new Cpu(), Map.of("rounds", "3")))
        .isEqualTo(Map.of("rounds", 3L, "sha256", HexFormat.of().formatHex(hash)));
  }

  @Test
  void aFileComesBackAsItWasWrittenAndIsRemoved() throws Exception {
    Set<Path> before = foldersOfFiles();
    FileRoundTrip file = new FileRoundTrip();
    Set<Path> folders = foldersSince(before);

    Object result = run(file, Map.of("size", "100000"));

    assertThat(result)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("bytes", 100_000L)
        .containsKey("sha256");
    assertThat(folders)
        .anySatisfy(folder -> assertThat(folder.toFile().list()).containsExactly("lock"));
    file.close();
  }

  @Test
  void theTemporaryFolderGoesWithTheKind() throws Exception {
    Set<Path> before = foldersOfFiles();
    FileRoundTrip another = new FileRoundTrip();
    Set<Path> folders = foldersSince(before);

    another.close();

    assertThat(folders).anySatisfy(folder -> assertThat(folder).doesNotExist());
  }

  @Test
  void aDatabaseThatWasGoneIsUsedAgainAsSoonAsItIsBack() throws Exception {
    String url = "jdbc:h2:mem:goes-and-comes-back";
    JdbcQuery jdbc = new JdbcQuery(url, 1, Duration.ofSeconds(20));
    run(jdbc, Map.of("duration", "0s"));
    try (Connection other = DriverManager.getConnection(url);
        Statement shutdown = other.createStatement()) {
      shutdown.execute("SHUTDOWN");
    }

    assertThatThrownBy(() -> run(jdbc, Map.of("duration", "0s")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("closed");
    assertThat(run(jdbc, Map.of("duration", "0s"))).isInstanceOf(Map.class);
    jdbc.close();
  }

  @Test
  void asMuchGarbageIsMadeAsWasAskedFor() throws Exception {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThat(run(new Allocate(), Map.of("size", "10MiB"))).isEqualTo(10L * 1024 * 1024);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isBetween(10L * 1024 * 1024, 11L * 1024 * 1024);
  }

  @Test
  void nobodyMakesGarbageWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(new Allocate(), Map.of("size", "1MiB")))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted after 0 bytes");
  }

  @Test
  void aPinnedCallTakesTheTimeAskedFor() throws Exception {
    long start = System.nanoTime();

    Object took = run(new Pin(), Map.of("duration", "50ms"));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(took).asInstanceOf(InstanceOfAssertFactories.LONG).isGreaterThanOrEqualTo(50);
  }

  @Test
  void failingThrowsWhatItSays() {
    assertThatThrownBy(() -> run(new Fail(), Map.of("duration", "1ms")))
        .isInstanceOf(IOException.class)
        .hasMessage("failed as asked");
  }

  @Test
  void everyLongCallEndsSoonAfterAnInterrupt() throws Exception {
    Map<Kind, Map<String, String>> longCalls =
        Map.of(
            new Sleep(),
            Map.of("duration", "1m"),
            new Cpu(),
            Map.of("rounds", "1000000000"),
            jdbc,
            Map.of("duration", "1m"),
            socket,
            Map.of("duration", "1m"),
            new Pin(),
            Map.of("duration", "1m"),
            new Fail(),
            Map.of("duration", "1m"));
    for (Map.Entry<Kind, Map<String, String>> call : longCalls.entrySet()) {
      Interruptible running = new Interruptible(() -> run(call.getKey(), call.getValue()));

      assertThat(running.interruptAndSeeWhatItThrew())
          .as(call.getKey().name())
          .hasRootCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void anUninterruptibleSleepGoesOnAndKeepsTheFlagForItsCaller() throws Exception {
    Thread.currentThread().interrupt();
    long start = System.nanoTime();

    run(new Sleep(), Map.of("duration", "50ms", "interruptible", "false"));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void argumentsThatAreNotGivenHaveTheirDefaults() {
    assertThat(Arguments.of(new Sleep().arguments(), Map.of()).written())
        .isEqualTo(Map.of("duration", "2s", "interruptible", "true"));
  }

  @Test
  void argumentsThatNobodyDeclaredAreRefused() {
    assertThatThrownBy(() -> Arguments.of(new Sleep().arguments(), Map.of("size", "1")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("size: unknown; allowed: duration, interruptible");
  }

  @Test
  void twoKindsOfOneNameAreRefused() {
    assertThatThrownBy(() -> new Kinds(List.of(new Sleep(), new Sleep())))
        .hasMessage("two kinds are named sleep");
  }

  private static Object run(Kind job, Map<String, String> arguments) throws Exception {
    return job.run(Arguments.of(job.arguments(), arguments));
  }

  private static Set<Path> foldersOfFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("interleave-files-"))
          .collect(Collectors.toSet());
    }
  }

  /** One of them is this test's; another process may have made others. */
  private static Set<Path> foldersSince(Set<Path> before) throws IOException {
    Set<Path> since = foldersOfFiles();
    since.removeAll(before);
    return since;
  }

  /** A call on a thread of its own. */
  private static final class Interruptible {
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final Thread thread;

    Interruptible(ThrowingCall call) {
      thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  call.run();
                  result.complete(null);
                } catch (Exception e) {
                  result.completeExceptionally(new ExecutionException(e));
                }
              });
    }

    Throwable interruptAndSeeWhatItThrew() throws InterruptedException {
      thread.interrupt();
      thread.join();
      return result.exceptionNow();
    }
  }

  @FunctionalInterface
  private interface ThrowingCall {
    void run() throws Exception;
  }
}
