package dev.interleave.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the service is told at its start; {@code conf/interleave.yaml} explains each key. Immutable,
 * and within its bounds once {@link SettingsReader} has read it.
 */
public record Settings(
    Http http,
    Ticker ticker,
    Timeline timeline,
    Loops loops,
    Streams streams,
    Jobs jobs,
    Experiments experiments,
    Jdbc jdbc,
    Plugins plugins,
    Shutdown shutdown,
    Map<String, Strategy> strategies) {

  /**
   * How it listens.
   *
   * @param port 0 takes a free one
   */
  public record Http(String host, int port, Duration idleTimeout, Duration maxWait) {}

  /**
   * How the ticker beats.
   *
   * @param history ticks kept
   */
  public record Ticker(Duration interval, int history) {}

  /**
   * What the timeline remembers.
   *
   * @param history events kept
   */
  public record Timeline(int history) {}

  /**
   * How the loops are measured and watched.
   *
   * @param interval between two beats of a sampler, whole milliseconds
   * @param window after which figures are told
   * @param history windows kept
   * @param blockedAfter a beat that is later counts as a block of the loop under test
   * @param keepBlocks reports of blocks kept
   */
  public record Loops(
      Duration interval, Duration window, int history, Duration blockedAfter, int keepBlocks) {}

  /**
   * How it streams.
   *
   * @param sendBuffer bytes the system holds for a watcher
   * @param writeQueue bytes the service holds for one
   * @param maxLost events that one may lose before it is cut off
   */
  public record Streams(
      Duration heartbeat, Duration retry, int sendBuffer, int writeQueue, int maxLost) {}

  /**
   * What is remembered of jobs.
   *
   * @param keep finished jobs kept
   */
  public record Jobs(int keep) {}

  /**
   * The bounds of experiments.
   *
   * @param maxJobs jobs in all of an experiment's runs
   * @param maxDuration how long one may take
   * @param keep how many are kept
   */
  public record Experiments(int maxJobs, Duration maxDuration, int keep) {}

  /**
   * The pool of the kind {@code jdbc}.
   *
   * @param poolSize connections at the most
   * @param connectionTimeout how long a call waits for one
   */
  public record Jdbc(int poolSize, Duration connectionTimeout) {}

  /**
   * What is loaded beside the kinds that are built in.
   *
   * @param folder holds a jar, or a folder of jars, for each plug-in; it need not be there
   */
  public record Plugins(Path folder) {}

  /**
   * How it stops.
   *
   * @param drain how long accepted jobs may go on
   */
  public record Shutdown(Duration drain) {}

  /**
   * The bounds of one strategy.
   *
   * @param concurrency calls under way at the same time
   * @param queue jobs that wait for a permit
   * @param maxDuration the longest duration argument that is accepted
   */
  public record Strategy(
      boolean enabled,
      int concurrency,
      int queue,
      Duration queueTimeout,
      Duration callTimeout,
      Duration maxDuration) {}
}
