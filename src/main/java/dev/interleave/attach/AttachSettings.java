package dev.interleave.attach;

import dev.interleave.monitor.MonitorOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * What the attachment is told. Each is a system property, {@code interleave.attach.port}, or else
 * an environment variable, {@code INTERLEAVE_ATTACH_PORT}. A value that is not allowed is told on
 * the log, and the default is taken: a typing error keeps no application from its start.
 *
 * @param enabled whether it does anything at all
 * @param port of its HTTP server, on loopback; 0 for one that is free
 * @param interval between two samples of a loop
 * @param blockedAfter what holds a loop up for longer is a block
 * @param logAfter a call that holds a loop up for longer is told on the log
 */
record AttachSettings(
    boolean enabled, int port, Duration interval, Duration blockedAfter, Duration logAfter) {
  static final int DEFAULT_PORT = 9753;

  private static final String PREFIX = "interleave.attach.";
  private static final Duration LOG_AFTER = Duration.ofMillis(20);
  private static final int MINUTE = 60_000;
  private static final int MOST_PORT = 65_535;

  /** Those of this process. */
  static AttachSettings ofThisProcess() {
    return of(System.getProperties(), System.getenv());
  }

  static AttachSettings of(Properties properties, Map<String, String> environment) {
    Function<String, Optional<Given>> given = name -> given(name, properties, environment);
    MonitorOptions usual = MonitorOptions.DEFAULT;
    return new AttachSettings(
        given.apply("enabled").flatMap(AttachSettings::bool).orElse(true),
        given.apply("port").flatMap(AttachSettings::port).orElse(DEFAULT_PORT),
        given.apply("interval").flatMap(each -> millis(each, 1_000)).orElse(usual.interval()),
        given
            .apply("blocked-after")
            .flatMap(each -> millis(each, MINUTE))
            .orElse(usual.blockedAfter()),
        given.apply("log-after").flatMap(each -> millis(each, MINUTE)).orElse(LOG_AFTER));
  }

  MonitorOptions monitorOptions() {
    return MonitorOptions.DEFAULT.withInterval(interval).withBlockedAfter(blockedAfter);
  }

  /** A setting as it was given, and by which name. */
  private record Given(String name, String value) {
    private <T> Optional<T> refuse(String allowed) {
      Careful.warn("%s: \"%s\"; allowed: %s; the default is taken".formatted(name, value, allowed));
      return Optional.empty();
    }
  }

  private static Optional<Given> given(
      String name, Properties properties, Map<String, String> environment) {
    String property = PREFIX + name;
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return Optional.ofNullable(properties.getProperty(property))
        .map(value -> new Given(property, value.strip()))
        .or(() ->
            Optional.ofNullable(environment.get(variable))
                .map(value -> new Given(variable, value.strip())));
  }

  private static Optional<Boolean> bool(Given given) {
    return switch (given.value().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> given.refuse("true, false");
    };
  }

  private static Optional<Integer> port(Given given) {
    return number(given)
        .filter(port -> port >= 0 && port <= MOST_PORT)
        .or(() -> given.refuse("0 to 65535, where 0 takes one that is free"));
  }

  private static Optional<Duration> millis(Given given, int most) {
    return number(new Given(given.name(), given.value().replaceFirst("\\s*ms$", "")))
        .filter(millis -> millis >= 1 && millis <= most)
        .map(Duration::ofMillis)
        .or(() -> given.refuse("1ms to %dms".formatted(most)));
  }

  private static Optional<Integer> number(Given given) {
    return given.value().matches("\\d{1,9}")
        ? Optional.of(Integer.valueOf(given.value()))
        : Optional.empty();
  }
}
