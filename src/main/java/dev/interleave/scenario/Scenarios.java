package dev.interleave.scenario;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.Jobs;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.values.Allowed;
import dev.interleave.work.Argument;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All scenarios, of which one runs at a time. Confined to the service's context. */
public final class Scenarios {
  /** How long a task blocks. */
  public static final Argument<Duration> SECONDS =
      new Argument<>(
          "seconds",
          Allowed.duration(Duration.ofMillis(50), Duration.ofSeconds(10)),
          Duration.ofSeconds(2),
          "how long a task blocks");

  /** The interval of the background task. */
  public static final Argument<Duration> INTERVAL =
      new Argument<>(
          "interval",
          Allowed.duration(Duration.ofMillis(10), Duration.ofSeconds(5)),
          Duration.ofMillis(500),
          "how often the background task runs");

  private final List<Scenario> all;
  private final Jobs jobs;
  private final LoopUnderTest loop;
  private final Context context;
  private Optional<String> running = Optional.empty();

  /**
   * The article's scenarios.
   *
   * @param kinds they have to include {@code cpu} and {@code file}
   * @param context the service's, on which every method is called
   */
  public Scenarios(Kinds kinds, Jobs jobs, LoopUnderTest loop, Context context) {
    this.jobs = jobs;
    this.loop = loop;
    this.context = context;
    this.all =
        List.of(
            new Blocking(),
            new Offloaded(),
            new WithArguments(),
            new ReturnValue(),
            new Independent(),
            new ThreadDetails(),
            new Lazy(),
            new CpuBound(kind(kinds, "cpu")),
            new FileIo(kind(kinds, "file")));
  }

  /** In the order of the article. */
  public List<Scenario> all() {
    return all;
  }

  /** The scenario with a name, if there is one. */
  public Optional<Scenario> find(String name) {
    return all.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }

  /**
   * Starts a scenario.
   *
   * @throws ScenarioRunningException if one is running
   * @throws dev.interleave.jobs.ShuttingDownException if the service is shutting down
   * @throws dev.interleave.bulkhead.CallRejectedException if the strategy has no room for a call
   *     that the scenario makes at once
   */
  public Run start(Scenario scenario, Stage.Parameters parameters) {
    running.ifPresent(name -> {
      throw new ScenarioRunningException(name);
    });
    jobs.requireOpen();
    Stage stage = new Stage(jobs, loop, context, parameters);
    Future<?> played = scenario.play(stage);
    running = Optional.of(scenario.name());
    played
        .onFailure(why -> stage.print(Objects.requireNonNullElse(why.getMessage(), why.toString())))
        // Lines said before this one are on their way to this context; the end comes after them.
        .onComplete(end -> context.runOnContext(v -> close(stage)));
    return new Run(stage.transcript(), () -> close(stage));
  }

  /**
   * A scenario that is running.
   *
   * @param transcript the lines as they are printed; it ends with the scenario
   * @param stop ends the scenario early; does nothing if it has ended
   */
  public record Run(Feed<Line> transcript, Runnable stop) {}

  private void close(Stage stage) {
    if (!stage.transcript().isEnded()) {
      running = Optional.empty();
      stage.close();
    }
  }

  private static Kind kind(Kinds kinds, String name) {
    return kinds.find(name).orElseThrow();
  }
}
