package dev.interleave.scenario;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobRequest;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.Jobs;
import dev.interleave.jobs.Origin;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.loop.Tick;
import dev.interleave.loop.Ticker;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where one run of a scenario takes place: its transcript, its background task on the loop under
 * test, and its calls from that loop. Every method but {@link #print} is called on the service's
 * context.
 */
public final class Stage {
  private static final int HISTORY = 20_000;

  private final Jobs jobs;
  private final LoopUnderTest loop;
  private final Context context;
  private final Parameters parameters;

  private final Feed<Line> transcript = new Feed<>(HISTORY);
  private final List<Tick> ticks = new ArrayList<>();
  private final List<UUID> calls = new ArrayList<>();
  private final Promise<Void> firstTick = Promise.promise();
  private final long start = System.nanoTime();
  private Optional<Ticker> background = Optional.empty();
  private boolean backgroundIsHeard = true;

  /**
   * The parameters of a run.
   *
   * @param block how long a task blocks
   * @param interval of the background task
   * @param strategy how the calls are made
   */
  public record Parameters(Duration block, Duration interval, String strategy, Origin origin) {}

  Stage(Jobs jobs, LoopUnderTest loop, Context context, Parameters parameters) {
    this.jobs = jobs;
    this.loop = loop;
    this.context = context;
    this.parameters = parameters;
  }

  Parameters parameters() {
    return parameters;
  }

  Feed<Line> transcript() {
    return transcript;
  }

  /** The ticks of the background task so far. */
  List<Tick> ticks() {
    return ticks;
  }

  /** Completes with the first line of the background task. */
  Future<Void> firstTick() {
    return firstTick.future();
  }

  /**
   * Prints a line. Called on any thread. The lines stand in the order in which they were printed.
   */
  void print(String text) {
    Line line = line(text);
    context.runOnContext(v -> add(line));
  }

  /**
   * Prints the last line. After it the background task is not heard any more: the program is over.
   */
  void printLast(String text) {
    Line line = line(text);
    context.runOnContext(v -> {
      add(line);
      backgroundIsHeard = false;
    });
  }

  /** Starts the background task. It prints its line at once, and then at each interval. */
  Future<Void> startBackground() {
    return startBackground(tick -> Seed.BACKGROUND);
  }

  /** Starts a background task that prints words of its own for each tick. */
  Future<Void> startBackground(Function<Tick, String> words) {
    Promise<Void> started = Promise.promise();
    Ticker.start(loop, parameters.interval(), tick -> ticked(tick, words))
        .onSuccess(ticker -> context.runOnContext(v -> keep(ticker, started)));
    return started.future();
  }

  /**
   * Calls a blocking function from the loop under test, by the strategy asked for.
   *
   * @throws CancellationException if the run has been ended meanwhile
   */
  BlockingCall call(Kind work, Map<String, String> arguments, Body body) {
    if (transcript.isEnded()) {
      throw new CancellationException("the scenario has been ended");
    }
    Promise<Void> begun = Promise.promise();
    Task task = new Task(work, () -> context.runOnContext(v -> begun.tryComplete()), body);
    Job job =
        jobs.submit(
            new JobRequest(
                task,
                Arguments.of(work.arguments(), arguments),
                parameters.strategy(),
                parameters.origin()));
    calls.add(job.id());
    return new BlockingCall(begun.future(), jobs.end(job).compose(Stage::succeeded));
  }

  /**
   * A call of a blocking function.
   *
   * @param begun completes when the function has printed that it is running
   * @param returned completes when it has returned; fails if it ended otherwise
   */
  record BlockingCall(Future<Void> begun, Future<Job> returned) {}

  /** Makes a call, and starts the background task as soon as the loop is free to run it. */
  Future<Job> callBesideBackground(Kind work, Map<String, String> arguments, Body body) {
    BlockingCall call = call(work, arguments, body);
    call.begun().onSuccess(v -> startBackground());
    return call.returned();
  }

  /** Completes after a while. */
  Future<Void> pause(Duration duration) {
    return Vertx.currentContext()
        .owner()
        .timer(duration.toMillis(), TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  /** Prints a line on the loop under test, as soon as the loop gets to it. */
  Future<Void> printOnLoop(String text) {
    Promise<Void> said = Promise.promise();
    loop.call(vertx -> {
      print(text);
      context.runOnContext(v -> said.complete());
      return Future.succeededFuture();
    });
    return said.future();
  }

  /** Ends the run: stops the background task, cancels the calls and ends the transcript. */
  void close() {
    background.ifPresent(this::stop);
    calls.forEach(jobs::cancelHere);
    transcript.end();
  }

  private void add(Line line) {
    if (!transcript.isEnded()) {
      transcript.publish(line);
    }
  }

  private Line line(String text) {
    return new Line(
        Duration.ofNanos(System.nanoTime() - start), Thread.currentThread().getName(), text);
  }

  private void ticked(Tick tick, Function<Tick, String> words) {
    Line line = line(words.apply(tick));
    context.runOnContext(v -> {
      if (backgroundIsHeard) {
        add(line);
        ticks.add(tick);
        firstTick.tryComplete();
      }
    });
  }

  private void keep(Ticker ticker, Promise<Void> started) {
    if (transcript.isEnded()) {
      stop(ticker);
    }
    background = Optional.of(ticker);
    started.complete();
  }

  private void stop(Ticker ticker) {
    loop.call(vertx -> {
      ticker.stop();
      return Future.succeededFuture();
    });
  }

  private static Future<Job> succeeded(Job job) {
    return job.state() == JobState.SUCCEEDED
        ? Future.succeededFuture(job)
        : Future.failedFuture(new UnfinishedCallException(job));
  }
}
