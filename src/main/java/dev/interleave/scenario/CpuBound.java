package dev.interleave.scenario;

import dev.interleave.loop.Tick;
import dev.interleave.work.Cpu;
import dev.interleave.work.Kind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** One computing task for each processor, and how late they make the loop's ticks. */
final class CpuBound implements Scenario {
  private static final Map<String, String> SHORT_ROUNDS = Map.of(Cpu.ROUNDS.name(), "20000");

  private final Kind cpu;

  CpuBound(Kind cpu) {
    this.cpu = cpu;
  }

  @Override
  public String name() {
    return "cpu-bound";
  }

  @Override
  public String title() {
    return "Threads are for waiting: computing in them takes the processors that the loop needs.";
  }

  @Override
  public String claim() {
    return "The asyncio.to_thread() function is specifically designed to execute blocking I/O"
        + " functions, not CPU-bound functions that might also block the asyncio event loop.";
  }

  @Override
  public List<String> expect() {
    return List.of(
        Seed.BACKGROUND + ", … ms late",
        "…",
        Seed.RUNNING,
        Seed.BACKGROUND + ", … ms late",
        "…",
        Seed.DONE,
        "idle: at most … ms late, … missed",
        "beside … computing threads on … processors: at most … ms late, … missed");
  }

  @Override
  public Future<?> play(Stage stage) {
    int processors = Runtime.getRuntime().availableProcessors();
    return stage
        .startBackground(CpuBound::words)
        .compose(v -> stage.pause(stage.parameters().block()))
        .map(v -> stage.ticks().size())
        .compose(idle ->
            compute(stage, processors)
                .compose(v -> stage.pause(stage.parameters().interval()))
                .compose(v -> stage.printOnLoop(sum("idle", stage.ticks().subList(0, idle))))
                .compose(v ->
                    stage.printOnLoop(
                        sum(
                            "beside %d computing threads on %d processors"
                                .formatted(processors, processors),
                            stage.ticks().subList(idle, stage.ticks().size())))));
  }

  private Future<?> compute(Stage stage, int threads) {
    return Future.all(
        IntStream.range(0, threads)
            .mapToObj(i ->
                stage.call(cpu, SHORT_ROUNDS, Seed.repeatedly(stage, Seed.task(stage))).returned())
            .toList());
  }

  private static String words(Tick tick) {
    return String.format(Locale.ROOT, "%s, %.1f ms late", Seed.BACKGROUND, millis(tick));
  }

  private static String sum(String when, List<Tick> ticks) {
    double late = ticks.stream().mapToDouble(CpuBound::millis).max().orElse(0);
    long missed = ticks.stream().mapToLong(Tick::missed).sum();
    return String.format(Locale.ROOT, "%s: at most %.1f ms late, %d missed", when, late, missed);
  }

  private static double millis(Tick tick) {
    return tick.lateNanos() / 1e6;
  }
}
