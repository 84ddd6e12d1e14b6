package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.config.Settings;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobFilter;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.JobStore;
import dev.interleave.jobs.Origin;
import dev.interleave.values.Password;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredJobsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.123456Z");
  private static final JobFilter ALL =
      new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  @TempDir private Path folder;
  private Database database;
  private JobStore store;

  @BeforeEach
  void open() {
    database =
        Database.open(new Settings.Store("file:" + folder.resolve("jobs"), "", new Password("")));
    store = new StoredJobs(vertx, database, 1000);
  }

  @AfterEach
  void close() throws Exception {
    on(store::close);
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void whatWasWrittenIsFound() throws Exception {
    Job job = job(1, JobState.QUEUED, Optional.of("key"));

    on(() -> store.add(job));

    assertThat(on(() -> store.find(job.id()))).hasValue(job);
    assertThat(on(() -> store.findByKey("key"))).hasValue(job);
    assertThat(on(() -> store.find(new UUID(7, 7)))).isEmpty();
    assertThat(on(() -> store.findByKey("other"))).isEmpty();
  }

  @Test
  void ofAJobThatChangesFasterThanItIsWrittenTheNewestStateIs() throws Exception {
    Job queued = job(1, JobState.QUEUED, Optional.empty());
    on(() -> store.add(queued));

    on(() ->
        Future.all(
            store.update(in(queued, JobState.RUNNING)),
            store.update(in(queued, JobState.SUCCEEDED))));

    assertThat(on(() -> store.find(queued.id())).orElseThrow().state())
        .isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void nothingComesAfterAFinalState() throws Exception {
    Job queued = job(1, JobState.QUEUED, Optional.empty());
    on(() -> store.add(queued));
    on(() -> store.update(in(queued, JobState.CANCELLED)));

    on(() -> store.update(in(queued, JobState.RUNNING)));

    assertThat(on(() -> store.find(queued.id())).orElseThrow().state())
        .isEqualTo(JobState.CANCELLED);
  }

  @Test
  void whatTheDatabaseRefusesFailsAlone() throws Exception {
    Job first = job(1, JobState.QUEUED, Optional.of("key"));
    Job sameKey = job(2, JobState.QUEUED, Optional.of("key"));
    Job other = job(3, JobState.QUEUED, Optional.empty());

    List<Future<Void>> written =
        on(() -> {
          List<Future<Void>> all = List.of(store.add(first), store.add(sameKey), store.add(other));
          return Future.join(all).transform(done -> Future.succeededFuture(all));
        });

    assertThat(written.stream().map(Future::succeeded)).containsExactly(true, false, true);
    assertThat(on(() -> store.newest(ALL, 10)).jobs()).containsExactly(other, first);
  }

  @Test
  void whatWasRemovedIsGone() throws Exception {
    Job job = job(1, JobState.QUEUED, Optional.empty());
    on(() -> store.add(job));

    on(() -> {
      store.remove(job.id());
      return store.add(job(2, JobState.QUEUED, Optional.empty()));
    });

    assertThat(on(() -> store.find(job.id()))).isEmpty();
  }

  @Test
  void aPageSaysWhetherThereIsMore() throws Exception {
    on(() ->
        Future.all(
            IntStream.rangeClosed(1, 5)
                .mapToObj(i -> store.add(job(i, JobState.QUEUED, Optional.empty())))
                .toList()));

    assertThat(numbers(ALL, 3)).containsExactly(5L, 4L, 3L);
    assertThat(on(() -> store.newest(ALL, 3)).more()).isTrue();
    JobFilter older =
        new JobFilter(
            Optional.of(JobState.QUEUED),
            Optional.of("sleep"),
            Optional.of("execute-blocking"),
            Optional.of(id(3)));
    assertThat(numbers(older, 3)).containsExactly(2L, 1L);
    assertThat(on(() -> store.newest(older, 3)).more()).isFalse();
    assertThat(on(() -> store.newest(older, 2)).more()).isFalse();
  }

  @Test
  void whatWasAskedForIsWrittenBeforeItCloses() throws Exception {
    List<Job> jobs =
        IntStream.rangeClosed(1, 3000)
            .mapToObj(i -> job(i, JobState.QUEUED, Optional.empty()))
            .toList();
    on(() -> {
      jobs.forEach(store::add);
      return store.close();
    });
    database.close();

    open();

    assertThat(store.unfinished()).isEqualTo(jobs);
    assertThat(store.lastNumber()).isEqualTo(3000);
  }

  @Test
  void afterItsEndNothingIsAccepted() throws Exception {
    on(store::close);

    assertThatThrownBy(() -> on(() -> store.add(job(1, JobState.QUEUED, Optional.empty()))))
        .hasMessageContaining("cannot be reached");
  }

  private List<Long> numbers(JobFilter filter, int limit) throws Exception {
    return on(() -> store.newest(filter, limit)).jobs().stream().map(Job::number).toList();
  }

  private interface Asked<T> {
    Future<T> get();
  }

  /** On the context on which the store is confined. */
  private <T> T on(Asked<T> asked) throws Exception {
    CompletableFuture<T> answer = new CompletableFuture<>();
    context.runOnContext(
        v -> asked.get().onSuccess(answer::complete).onFailure(answer::completeExceptionally));
    return answer.get(20, TimeUnit.SECONDS);
  }

  private static UUID id(long number) {
    return new UUID(0x019a_0000_0000_7000L + (number << 16), number);
  }

  private static Job job(long number, JobState state, Optional<String> key) {
    return new Job(
        id(number),
        number,
        1,
        new Job.Asked(
            "sleep",
            Map.of("duration", "1s"),
            "execute-blocking",
            new Origin("r1", Optional.empty(), key)),
        state,
        Job.Answer.NONE,
        Optional.empty(),
        false,
        new Job.Times(0, NOW, Optional.empty(), Optional.empty()));
  }

  private static Job in(Job job, JobState state) {
    return new Job(
        job.id(),
        job.number(),
        job.attempt(),
        job.asked(),
        state,
        job.answer(),
        job.thread(),
        false,
        new Job.Times(
            0,
            NOW,
            Optional.of(NOW),
            state.isFinal() ? Optional.of(NOW.plusMillis(1)) : Optional.empty()));
  }
}
