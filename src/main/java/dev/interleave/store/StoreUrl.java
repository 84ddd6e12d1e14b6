package dev.interleave.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is, as {@code store.url} says it.
 *
 * @param written as it is written
 * @param jdbc the same for a driver
 * @param properties what the driver is told beside it
 */
record StoreUrl(String written, String jdbc, Map<String, String> properties) {
  private static final String FILE = "file:";
  private static final Pattern LINE_END = Pattern.compile("\\R.*", Pattern.DOTALL);

  /**
   * A commit is in the file when it returns. The database ends when it is closed, not when the
   * process is told to stop: jobs still end then. What fails is told by exceptions alone, and not
   * written to a second file, on a disk that may be full.
   */
  private static final String EMBEDDED = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  /** Seconds. A connection that was cut off says nothing for ever otherwise. */
  private static final Map<String, String> POSTGRESQL =
      Map.of("connectTimeout", "3", "socketTimeout", "10", "tcpKeepAlive", "true");

  /** Reads what {@code SettingsReader} has let pass. */
  static StoreUrl of(String written) {
    if (!written.startsWith(FILE)) {
      return new StoreUrl(written, written, POSTGRESQL);
    }
    Path file = Path.of(written.substring(FILE.length())).toAbsolutePath();
    return new StoreUrl(written, "jdbc:h2:file:" + file + EMBEDDED, Map.of());
  }

  boolean isEmbedded() {
    return written.startsWith(FILE);
  }

  /** Another process has it. */
  StoreException isInUse() {
    return new StoreException(
        "store.url: %s is in use; another process has it open".formatted(written));
  }

  /** The reason for a person, in one line. */
  StoreException whyNotOpen(Throwable failed) {
    SQLException cause = cause(failed);
    if (cause == null) {
      return new StoreException("store.url: %s cannot be opened: %s".formatted(written, failed));
    }
    return switch (cause.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 -> isInUse();
      case ErrorCode.FILE_CORRUPTED_1 ->
          new StoreException(
              "store.url: %s is damaged; put a copy in its place, or name another one: %s"
                  .formatted(written, line(cause)));
      default ->
          new StoreException("store.url: %s cannot be opened: %s".formatted(written, line(cause)));
    };
  }

  private static String line(SQLException cause) {
    return LINE_END.matcher(String.valueOf(cause.getMessage())).replaceAll("");
  }

  private static @Nullable SQLException cause(@Nullable Throwable failed) {
    Throwable each = failed;
    while (each != null && !(each instanceof SQLException)) {
      each = each.getCause();
    }
    return (SQLException) each;
  }
}
