package dev.interleave.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of the process; called on any thread. */
public final class Log {
  private static final String APPENDER = "log";

  private Log() {}

  /**
   * Says how to log. Called before the first logger is made; {@code logback.xml} reads it then.
   *
   * @param format how a line looks, {@code text} or {@code json}
   * @param level the least that is logged: {@code error}, {@code warn}, {@code info}, {@code debug}
   *     or {@code trace}
   */
  public static void configure(String format, String level) {
    System.setProperty("log.format", format);
    System.setProperty("log.level", level.toUpperCase(Locale.ROOT));
  }

  /** How many lines were dropped since the start, because what reads the log was too slow. */
  public static long dropped() {
    return appender().map(NeverBlockingAppender::dropped).orElse(0L);
  }

  /**
   * Waits until what was logged is written.
   *
   * @param patience how long at the most
   */
  public static void flush(Duration patience) {
    appender().ifPresent(appender -> appender.flush(patience));
  }

  /** There is none if a user's configuration has none. */
  private static Optional<NeverBlockingAppender> appender() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      Appender<?> named = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
      return named instanceof NeverBlockingAppender ours ? Optional.of(ours) : Optional.empty();
    }
    return Optional.empty();
  }
}
