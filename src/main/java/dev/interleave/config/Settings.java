package dev.interleave.config;

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
    Streams streams,
    Jobs jobs,
    Jdbc jdbc,
    Shutdown shutdown,
    Map<String, Strategy> strategies) {

  public record Http(String host, int port, Duration idleTimeout, Duration maxWait) {}

  public record Ticker(Duration interval, int history) {}

  public record Timeline(int history) {}

  /**
   * @param sendBuffer bytes the system holds for a watcher
   * @param writeQueue bytes the service holds for one
   */
  public record Streams(
      Duration heartbeat, Duration retry, int sendBuffer, int writeQueue, int maxLost) {}

  public record Jobs(int keep) {}

  public record Jdbc(int poolSize, Duration connectionTimeout) {}

  public record Shutdown(Duration drain) {}

  public record Strategy(
      boolean enabled,
      int poolSize,
      int queueSize,
      Duration queueDeadline,
      Duration runDeadline,
      Duration maxDuration) {}
}
