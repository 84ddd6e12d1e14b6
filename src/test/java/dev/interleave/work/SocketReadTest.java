package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that wait for a slow server. */
class SocketReadTest {
  private final Set<Thread> before = servers();
  private final SocketRead socket = new SocketRead();

  @AfterEach
  void close() {
    socket.close();
  }

  @Test
  void anAnswerIsNeverEarly() throws Exception {
    for (String duration : List.of("0s", "0.1ms", "7ms", "50ms")) {
      long start = System.nanoTime();

      Object took = run(duration);

      Arguments asked = Arguments.of(socket.arguments(), Map.of("duration", duration));
      assertThat(System.nanoTime() - start)
          .isGreaterThanOrEqualTo(asked.get(SocketRead.DURATION).toNanos());
      assertThat(took)
          .asInstanceOf(InstanceOfAssertFactories.LONG)
          .isGreaterThanOrEqualTo(asked.get(SocketRead.DURATION).toMillis());
    }
  }

  @Test
  void theServerStartsWithTheFirstCallAndEndsWithTheKind() throws Exception {
    assertThat(started()).isEmpty();
    run("0s");
    run("0s");
    Set<Thread> started = started();

    socket.close();

    assertThat(started).singleElement().satisfies(server -> server.join());
    assertThatThrownBy(() -> run("0s"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aCallThatStillWaitsWhenTheServerEndsFails() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Object> waits = threads.submit(call("10m"));
      while (started().isEmpty()) {
        Thread.onSpinWait();
      }
      run("0s");

      socket.close();

      assertThatThrownBy(waits::get).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void moreVirtualThreadsThanConnectionsAreAllAnswered() throws Exception {
    List<Future<Object>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3 * SocketRead.CONNECTIONS; i++) {
        answers.add(threads.submit(call("20ms")));
      }
    }

    for (Future<Object> answer : answers) {
      assertThat(answer.get()).isInstanceOf(Long.class);
    }
  }

  @Test
  void oneServerAnswersWhoIsDueFirst() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Object> later = threads.submit(call("10m"));
      while (started().isEmpty()) {
        Thread.onSpinWait();
      }

      run("1ms");

      assertThat(later.isDone()).isFalse();
      later.cancel(true);
    }
  }

  private Callable<Object> call(String duration) {
    return () -> run(duration);
  }

  private Object run(String duration) throws Exception {
    return socket.run(Arguments.of(socket.arguments(), Map.of("duration", duration)));
  }

  private Set<Thread> started() {
    Set<Thread> started = new HashSet<>(servers());
    started.removeAll(before);
    return started;
  }

  private static Set<Thread> servers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("slow-server"))
        .collect(Collectors.toSet());
  }
}
