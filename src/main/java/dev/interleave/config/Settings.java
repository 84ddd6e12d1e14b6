package dev.interleave.config;

import dev.interleave.values.Password;
import dev.interleave.values.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the service is told at its start; {@code conf/interleave.yaml} explains each key. Immutable,
 * and within its bounds once {@link SettingsReader} has read it.
 */
public record Settings(
    Http http,
    Security security,
    Limits limits,
    Ticker ticker,
    Timeline timeline,
    Loops loops,
    Streams streams,
    Jobs jobs,
    Store store,
    Experiments experiments,
    Jdbc jdbc,
    Plugins plugins,
    Shutdown shutdown,
    Log log,
    Map<String, Strategy> strategies) {

  /**
   * How it listens.
   *
   * @param host the address
   * @param port 0 takes a free one
   * @param idleTimeout a connection on which nothing moves for so long is closed
   * @param requestTimeout how long a new connection may take for the head of its first request
   * @param maxWait the longest time that a client may ask to wait for a job
   * @param maxHeaderSize bytes that the headers of a request may have, without their line ends
   * @param maxUriLength characters that a path with its query may have
   */
  public record Http(
      String host,
      int port,
      Duration idleTimeout,
      Duration requestTimeout,
      Duration maxWait,
      int maxHeaderSize,
      int maxUriLength) {}

  /**
   * Who may ask for what.
   *
   * @param hosts names that a request may have in {@code Host}, in lower case, beside localhost and
   *     addresses; {@code *} is every name
   * @param origins whose pages may change something, beside the service's own
   * @param token what a request that changes something has to show; it may be empty
   */
  public record Security(Set<String> hosts, Set<String> origins, Secret token) {}

  /**
   * What there may be of everything that a client can have many of. An address is that of the peer.
   *
   * @param connections open connections, in all
   * @param connectionsByAddress open connections of one address
   * @param watchers open streams, in all
   * @param watchersByAddress open streams of one address
   * @param jobsByAddress jobs that one address may ask for in a second
   * @param experimentsByAddress experiments that one address may ask for in a minute
   * @param usersByAddress groups of simulated users that one address may ask for in a minute
   * @param jobLists long lists of jobs that are being sent
   * @param traces traces, reports and histograms of experiments that are being sent
   */
  public record Limits(
      int connections,
      int connectionsByAddress,
      int watchers,
      int watchersByAddress,
      int jobsByAddress,
      int experimentsByAddress,
      int usersByAddress,
      int jobLists,
      int traces) {}

  /**
   * The ticker.
   *
   * @param interval between two ticks
   * @param history ticks kept
   */
  public record Ticker(Duration interval, int history) {}

  /**
   * The timeline.
   *
   * @param history events kept
   */
  public record Timeline(int history) {}

  /**
   * How the loops are measured and watched.
   *
   * @param interval between two samples of a loop, whole milliseconds
   * @param window how often the figures are reported
   * @param history windows kept
   * @param blockedAfter a sample that is later than this counts as a block of the loop under test
   * @param keepBlocks reports of blocks kept
   */
  public record Loops(
      Duration interval, Duration window, int history, Duration blockedAfter, int keepBlocks) {}

  /**
   * How it streams.
   *
   * @param heartbeat how often a quiet stream shows a sign of life
   * @param retry how long a client is asked to wait before it connects again
   * @param sendBuffer bytes that the system holds for a watcher that does not read
   * @param writeQueue bytes that the service holds for one
   * @param maxLost a watcher that loses more events than this is cut off
   */
  public record Streams(
      Duration heartbeat, Duration retry, int sendBuffer, int writeQueue, int maxLost) {}

  /**
   * The jobs.
   *
   * @param keep finished jobs kept
   * @param keepBytes the memory that those of this process may take, in bytes
   */
  public record Jobs(int keep, int keepBytes) {}

  /**
   * Where jobs are stored.
   *
   * @param url {@code memory}, {@code file:} and a path without its ending, or that of a PostgreSQL
   *     database as its driver takes it
   * @param user of that database
   * @param password of that user
   */
  public record Store(String url, String user, Password password) {
    /** The jobs end with the process. */
    public static final String MEMORY = "memory";

    /** Whether nothing is stored at all. */
    public boolean isMemory() {
      return url.equals(MEMORY);
    }
  }

  /**
   * The bounds of experiments.
   *
   * @param maxJobs how many jobs one may make in all, with those that warm up
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
   * @param startTimeout how long the start of each plug-in may take
   * @param closeTimeout how long closing the kinds may take
   */
  public record Plugins(Path folder, Duration startTimeout, Duration closeTimeout) {}

  /**
   * How it stops.
   *
   * @param grace how long it goes on serving, and is not ready, before it refuses jobs
   * @param drain how long accepted jobs may go on then
   */
  public record Shutdown(Duration grace, Duration drain) {}

  /**
   * The log.
   *
   * @param format how a line looks, {@code text} or {@code json}
   * @param level the least that is logged, {@code error} to {@code trace}
   */
  public record Log(String format, String level) {}

  /**
   * The bounds of one strategy.
   *
   * @param enabled whether jobs may use it
   * @param concurrency permits: calls under way at the same time, at least 1
   * @param queue jobs that wait for a permit; one more is rejected
   * @param queueTimeout a job that has waited so long expires
   * @param callTimeout a call that has taken so long is interrupted
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
