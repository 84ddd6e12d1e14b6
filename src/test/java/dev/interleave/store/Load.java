package dev.interleave.store;

import dev.interleave.checker.Said;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients who ask for jobs of every sort, look at some and cancel some, and write down what they
 * are told. Of each job only one client asks at a time, so that what it is told is in order.
 */
final class Load {
  private static final int CLIENTS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> STRATEGIES =
      List.of("execute-blocking", "execute-blocking-ordered", "worker-verticle", "virtual-thread");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Said> history = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Queue<Asked> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger tags = new AtomicInteger();

  /** A job that a client wants. */
  private record Asked(String tag, String kind, String strategy, int millis, boolean hasKey) {
    static Asked some(String tag, Random random) {
      return new Asked(
          tag,
          random.nextBoolean() ? "once" : "again",
          STRATEGIES.get(random.nextInt(STRATEGIES.size())),
          random.nextInt(10) == 0 ? 50 : random.nextInt(5),
          random.nextInt(3) == 0);
    }

    String path() {
      return "/jobs/%s?tag=%s&duration=%dms&strategy=%s".formatted(kind, tag, millis, strategy);
    }
  }

  /**
   * Asks for jobs until nobody answers any more.
   *
   * @param kill called once so many jobs are accepted, while the clients go on
   */
  void untilKilled(String url, int jobs, Runnable kill) throws Exception {
    AtomicInteger left = new AtomicInteger(jobs);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(tags.get() * 31L + i);
        all.add(
            clients.submit(() ->
                ask(
                    url,
                    random,
                    () -> {
                      if (left.decrementAndGet() == 0) {
                        kill.run();
                      }
                    })));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** Asks again for what was not answered, and for every job until it has its final state. */
  void settle(String url) throws IOException, InterruptedException {
    for (Asked asked = unanswered.poll(); asked != null; asked = unanswered.poll()) {
      ask(url, asked);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Map.Entry<String, String> job : accepted.entrySet()) {
      while (!look(url, job.getKey(), job.getValue()) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }

  List<Said> history() {
    return List.copyOf(history);
  }

  private void ask(String url, Random random, Runnable onAccepted) {
    while (true) {
      Asked asked =
          Optional.ofNullable(unanswered.poll())
              .orElseGet(() -> Asked.some("t" + tags.incrementAndGet(), random));
      try {
        Optional<String> id = ask(url, asked);
        if (id.isPresent()) {
          onAccepted.run();
          int then = random.nextInt(10);
          if (then == 0) {
            look(url, asked.tag(), id.get());
          } else if (then == 1) {
            cancel(url, asked.tag(), id.get());
          }
        }
      } catch (IOException | InterruptedException gone) {
        if (asked.hasKey()) {
          unanswered.add(asked);
        }
        return;
      }
    }
  }

  private Optional<String> ask(String url, Asked asked) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(url + asked.path()).POST(HttpRequest.BodyPublishers.noBody());
    if (asked.hasKey()) {
      request.header("Idempotency-Key", asked.tag());
    }
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 202) {
      history.add(new Said.NotAccepted(asked.tag(), answer.body()));
      return Optional.empty();
    }
    JsonObject job = new JsonObject(answer.body());
    String id = job.getString("id");
    history.add(new Said.Accepted(asked.tag(), id, asked.kind().equals("again")));
    history.add(Said.Stands.of(asked.tag(), job));
    accepted.put(asked.tag(), id);
    return Optional.of(id);
  }

  /** Whether it has its final state, or is not known. */
  private boolean look(String url, String tag, String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(url + "/jobs/" + id).GET());
    if (answer.statusCode() == 404) {
      history.add(new Said.Unknown(tag));
      return true;
    }
    Said.Stands now = Said.Stands.of(tag, new JsonObject(answer.body()));
    history.add(now);
    return now.isFinal();
  }

  private void cancel(String url, String tag, String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(url + "/jobs/" + id).DELETE());
    if (answer.statusCode() == 200) {
      history.add(Said.Stands.of(tag, new JsonObject(answer.body())));
    }
  }

  private static HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
