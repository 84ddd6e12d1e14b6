package dev.interleave.config;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import dev.interleave.values.InvalidValueException;
import dev.interleave.values.Password;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Knows every key and the values that it may have. */
public final class SettingsReader {
  private static final Pattern STORE = Pattern.compile("memory|file:[^;]+|jdbc:postgresql:.+");
  private static final String STORES =
      "memory, file: and a path, or jdbc:postgresql: and a database, without a password in it";

  private static final int MIB = 1024 * 1024;
  private static final int MOST_CONCURRENT = 100_000;

  private static final Pattern HOST = Pattern.compile("\\*|[a-z0-9]([a-z0-9._-]{0,252})");
  private static final String HOSTS = "names of hosts without a port, separated by commas, or *";
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");
  private static final String ORIGINS =
      "origins as http://name:8080 or https://name, separated by commas";

  private final Keys keys;
  private final List<Strategy> strategies;

  private SettingsReader(Keys keys, List<Strategy> strategies) {
    this.keys = keys;
    this.strategies = strategies;
  }

  /**
   * Reads the settings. A file overrides the defaults, and the variables {@code INTERLEAVE_…}
   * override both. The file is the one that {@code INTERLEAVE_CONFIG} names; without that, {@code
   * conf/interleave.yaml} in the working folder, if it is there.
   *
   * @throws InvalidValueException with a one-line message for an unknown key or a value that is not
   *     allowed
   * @throws IOException if the file cannot be read
   */
  public static Settings read(Map<String, String> environment) throws IOException {
    return read(Path.of(""), environment, Strategies.ALL);
  }

  static Settings read(Path folder, Map<String, String> environment, List<Strategy> strategies)
      throws IOException {
    List<String> names = strategies.stream().map(Strategy::name).toList();
    return new SettingsReader(Keys.load(folder, environment, names), strategies).settings();
  }

  private Settings settings() {
    Settings.Http http =
        new Settings.Http(
            keys.text("http.host"),
            keys.integer("http.port", 0, 65_535),
            keys.duration("http.idle-timeout", ofSeconds(1), ofHours(1)),
            keys.duration("http.request-timeout", ofSeconds(1), ofHours(1)),
            keys.duration("http.max-wait", Duration.ZERO, ofMinutes(30)),
            keys.size("http.max-header-size", 1024, MIB),
            keys.size("http.max-uri-length", 256, MIB));
    Settings.Streams streams =
        new Settings.Streams(
            keys.duration("streams.heartbeat", ofMillis(100), ofMinutes(10)),
            keys.duration("streams.retry", Duration.ZERO, ofMinutes(1)),
            keys.size("streams.send-buffer", 4096, 16 * MIB),
            keys.size("streams.write-queue", 1024, 16 * MIB),
            keys.integer("streams.max-lost", 0, 1_000_000));
    requireLess("http.max-wait", http.maxWait(), http.idleTimeout());
    requireLess("streams.heartbeat", streams.heartbeat(), http.idleTimeout());
    return new Settings(
        http,
        new Settings.Security(
            keys.words("security.hosts", HOST, HOSTS),
            keys.words("security.origins", ORIGIN, ORIGINS),
            keys.secret("security.token")),
        limits(),
        new Settings.Ticker(
            keys.duration("ticker.interval", ofMillis(1), ofSeconds(10)),
            keys.integer("ticker.history", 1, 100_000)),
        new Settings.Timeline(keys.integer("timeline.history", 1, 100_000)),
        loops(),
        streams,
        new Settings.Jobs(
            keys.integer("jobs.keep", 1, 1_000_000),
            // One job with the largest result has to fit in.
            keys.size("jobs.keep-bytes", MIB, 1024 * MIB)),
        new Settings.Store(
            storeUrl(), keys.text("store.user"), new Password(keys.text("store.password"))),
        new Settings.Experiments(
            keys.integer("experiments.max-jobs", 1, 1_000_000),
            keys.duration("experiments.max-duration", ofSeconds(1), ofHours(24)),
            keys.integer("experiments.keep", 1, 1000)),
        new Settings.Jdbc(
            keys.integer("jdbc.pool-size", 1, 1000),
            keys.duration("jdbc.connection-timeout", ofMillis(250), ofMinutes(10))),
        new Settings.Plugins(
            keys.path("plugins.folder"),
            keys.duration("plugins.start-timeout", ofMillis(1), ofMinutes(10)),
            keys.duration("plugins.close-timeout", ofMillis(1), ofMinutes(1))),
        new Settings.Shutdown(
            keys.duration("shutdown.grace", Duration.ZERO, ofMinutes(10)),
            keys.duration("shutdown.drain", Duration.ZERO, ofMinutes(10))),
        new Settings.Log(
            keys.choice("log.format", "text", "json"),
            keys.choice("log.level", "error", "warn", "info", "debug", "trace")),
        strategies());
  }

  private Settings.Limits limits() {
    return new Settings.Limits(
        keys.integer("limits.connections", 1, 1_000_000),
        keys.integer("limits.connections-by-address", 1, 1_000_000),
        keys.integer("limits.watchers", 1, 1_000_000),
        keys.integer("limits.watchers-by-address", 1, 1_000_000),
        keys.integer("limits.jobs-by-address", 1, 1_000_000),
        keys.integer("limits.experiments-by-address", 1, 1_000_000),
        keys.integer("limits.users-by-address", 1, 1_000_000),
        keys.integer("limits.job-lists", 1, 100_000),
        keys.integer("limits.traces", 1, 1000));
  }

  private Settings.Loops loops() {
    Settings.Loops loops =
        new Settings.Loops(
            keys.duration("loops.interval", ofMillis(1), ofSeconds(1)),
            keys.duration("loops.window", ofMillis(100), ofMinutes(1)),
            keys.integer("loops.history", 1, 100_000),
            keys.duration("loops.blocked-after", ofMillis(5), ofMinutes(1)),
            keys.integer("loops.keep-blocks", 1, 10_000));
    if (loops.interval().toNanosPart() % 1_000_000 != 0) {
      throw new InvalidValueException(
          "loops.interval", keys.text("loops.interval"), "whole milliseconds, as 10ms");
    }
    return loops;
  }

  private String storeUrl() {
    if (keys.text("store.url").contains("password=")) {
      throw new InvalidValueException("store.url", "(not shown)", STORES);
    }
    return keys.matching("store.url", STORE, STORES);
  }

  private Map<String, Settings.Strategy> strategies() {
    Map<String, Settings.Strategy> byName = new LinkedHashMap<>();
    // Read first, so that an error names the default and not a strategy that has it.
    strategy("defaults", MOST_CONCURRENT);
    for (Strategy strategy : strategies) {
      int most = Math.min(MOST_CONCURRENT, strategy.maxConcurrency());
      byName.put(strategy.name(), strategy(strategy.name(), most));
    }
    return byName;
  }

  private Settings.Strategy strategy(String name, int mostConcurrent) {
    String section = "strategies." + name + ".";
    return new Settings.Strategy(
        keys.bool(section + "enabled"),
        keys.integer(section + "concurrency", 1, mostConcurrent),
        keys.integer(section + "queue", 0, 1_000_000),
        keys.duration(section + "queue-timeout", ofMillis(1), ofHours(1)),
        keys.duration(section + "call-timeout", ofMillis(1), ofHours(1)),
        keys.duration(section + "max-duration", Duration.ZERO, ofHours(1)));
  }

  private void requireLess(String key, Duration value, Duration idleTimeout) {
    if (value.compareTo(idleTimeout) >= 0) {
      throw new InvalidValueException(
          key, keys.text(key), "less than http.idle-timeout, " + keys.text("http.idle-timeout"));
    }
  }
}
