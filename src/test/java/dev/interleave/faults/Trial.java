package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One fault and one process: sends requests and notes what comes of them, watches the ticker, and
 * checks in the end what is promised after every fault.
 */
final class Trial implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The JVM starts threads of its own under load: compilers, collectors, carriers. */
  private static final int MORE_THREADS = 8;

  /** The JVM opens a library when its first class is needed. */
  private static final int MORE_DESCRIPTORS = 4;

  /** Code that ran for the first time has loaded classes and filled caches. */
  private static final int MORE_HEAP_MIB = 12;

  private static final int JOBS_TO_A_MIB = 256;
  private static final int TICKS = 5;

  private final Subject subject;
  private final Seen seen;
  private final Ledger ledger = new Ledger();
  private final Ticks ticks;
  private final Level before;
  private final long start = System.nanoTime();
  private boolean available = true;

  private Trial(Subject subject, Seen seen) throws Exception {
    this.subject = subject;
    this.seen = seen;
    new WarmUp(subject.port()).run();
    this.ticks = Ticks.of(subject.port());
    this.ticks.awaitMore(1);
    this.before = subject.level();
  }

  /** Starts the process, uses each part of it once, and reads what it holds. */
  static Trial start(Setup setup, Seen seen) throws Exception {
    Subject subject = Subject.start(setup);
    try {
      return new Trial(subject, seen);
    } catch (Exception | AssertionError notStarted) {
      subject.close();
      throw notStarted;
    }
  }

  Subject subject() {
    return subject;
  }

  int port() {
    return subject.port();
  }

  Ticks ticks() {
    return ticks;
  }

  Ledger ledger() {
    return ledger;
  }

  Level before() {
    return before;
  }

  /** Sends a request on a connection of its own, and notes the answer. */
  Answer send(String method, String target, String... headers) throws IOException {
    try (Connection connection = Connection.to(subject.port())) {
      return send(connection, method, target, headers);
    }
  }

  /** Sends a request, and notes the answer. */
  Answer send(Connection connection, String method, String target, String... headers)
      throws IOException {
    Answer answer = connection.send(method, target, headers);
    ledger.note(method, target, answer);
    return answer;
  }

  /** Starts a job, which has to be accepted. */
  String accepted(String job) throws IOException {
    Answer answer = send("POST", "/jobs/" + job);
    assertThat(answer.status()).as("%s: %s", job, answer.body()).isEqualTo(202);
    return Ledger.id(answer.json());
  }

  /** Runs a job to its end, which this waits for. */
  JsonObject ended(String job) throws IOException {
    Answer answer = send("POST", "/jobs/" + job + (job.contains("?") ? "&" : "?") + "wait=30s");
    assertThat(answer.status()).as("%s: %s", job, answer.body()).isEqualTo(200);
    return answer.json();
  }

  JsonObject job(String id) throws IOException {
    JsonObject job = send("GET", "/jobs/" + id).json();
    ledger.update(job);
    return job;
  }

  /** The final state of a job, which this waits for. */
  String end(String id) throws Exception {
    Await.until(
        "the end of " + id,
        PATIENCE,
        () -> !List.of("queued", "running").contains(job(id).getString("state")));
    return job(id).getString("state");
  }

  /** The sum over all strategies of {@code queued}, {@code running}, {@code deaf} or others. */
  int load(String what) throws IOException {
    return send("GET", "/strategies").array("strategies").stream()
        .mapToInt(strategy -> ((JsonObject) strategy).getJsonObject("load").getInteger(what))
        .sum();
  }

  void awaitLoad(String what, int count) throws Exception {
    Await.until("%d %s".formatted(count, what), PATIENCE, () -> load(what) == count);
  }

  /** A 503 is no fault here: the service was told to stop, or not to be ready. */
  void mayHaveBeenUnavailable() {
    available = false;
  }

  /** What is promised after every fault. Notes what was seen. */
  void keepsThePromise() throws Exception {
    keepsThePromise(before.plus(MORE_THREADS, MORE_DESCRIPTORS, MORE_HEAP_MIB));
  }

  /** The same, where threads are left behind that no JVM could stop. */
  void keepsThePromiseBut(int threadsLeft) throws Exception {
    keepsThePromise(before.plus(MORE_THREADS + threadsLeft, MORE_DESCRIPTORS, MORE_HEAP_MIB));
  }

  /** The same, where the heap may hold more because the service is told to keep so much. */
  void keepsThePromiseWith(int moreHeapMib) throws Exception {
    keepsThePromise(before.plus(MORE_THREADS, MORE_DESCRIPTORS, MORE_HEAP_MIB + moreHeapMib));
  }

  private void keepsThePromise(Level bound) throws Exception {
    assertThat(send("GET", "/health/live").status()).as("/health/live").isEqualTo(200);
    assertThat(send("GET", "/health/ready").status()).as("/health/ready").isEqualTo(200);
    everyJobHasEnded();
    ticks.awaitMore(TICKS);
    answersAreNoFaults();
    Level after = comesDownTo(bound.plus(0, 0, ledger.accepted().size() / JOBS_TO_A_MIB));
    seen.counts("jobs accepted", ledger.byState());
    seen.fact("ticks: %,d and %,d missed", ticks.count(), ticks.missed());
    seen.fact("threads: %d → %d", before.threads(), after.threads());
    seen.fact("descriptors: %d → %d", before.descriptors(), after.descriptors());
    seen.fact("heap: %d → %d MiB", before.heapMib(), after.heapMib());
    seen.fact("%s", seconds());
  }

  /** No answer said that the service is at fault. Notes all of them. */
  void answersAreNoFaults() {
    long unavailable = available ? ledger.answered(503) : 0;
    assertThat(ledger.serverErrors() + unavailable).as("5xx in %s", ledger.byStatus()).isZero();
    seen.counts("answers", ledger.byStatus());
  }

  /** Every job that a client has seen accepted has a final state. */
  void everyJobHasEnded() throws Exception {
    Await.until(
        "nothing queued, nothing running", PATIENCE, () -> load("queued") + load("running") == 0);
    if (!ledger.withoutEnd().isEmpty()) {
      Await.until(
          "every accepted job is final",
          PATIENCE,
          this::allAreFinal,
          () -> ledger.withoutEnd().size() + " are not: " + ledger.withoutEnd());
    }
  }

  /** The time since the process was ready. */
  String seconds() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() throws IOException {
    ticks.close();
    subject.close();
  }

  private boolean allAreFinal() throws IOException {
    String next = "/jobs?limit=500";
    while (next != null) {
      JsonObject page = send("GET", next).json();
      page.getJsonArray("jobs").forEach(job -> ledger.update((JsonObject) job));
      next = ledger.withoutEnd().isEmpty() ? null : page.getString("next");
    }
    return ledger.withoutEnd().isEmpty();
  }

  private Level comesDownTo(Level bound) throws Exception {
    List<Level> levels = new ArrayList<>(List.of(before));
    Await.until(
        "threads, descriptors and heap are back",
        PATIENCE,
        () -> {
          levels.add(subject.level());
          return levels.getLast().isWithin(bound);
        },
        () -> "before %s, at most %s, now %s".formatted(before, bound, levels.getLast()));
    return levels.getLast();
  }
}
