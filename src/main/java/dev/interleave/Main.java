package dev.interleave;

import dev.interleave.config.Settings;
import dev.interleave.config.SettingsReader;
import dev.interleave.log.Log;
import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process: reads the settings, starts one {@link Service}, and stops it when a signal arrives.
 */
public final class Main {
  private static final int NOT_STARTED = 1;
  private static final int BAD_SETTINGS = 2;
  private static final Duration TO_BE_LOGGED = Duration.ofSeconds(1);

  private Main() {}

  /**
   * Starts the service; settings come from a file and from the environment.
   *
   * @param args none
   */
  public static void main(String[] args) {
    LastWords words = LastWords.prepare();
    try {
      Settings settings = SettingsReader.read(System.getenv());
      Log.configure(settings.log().format(), settings.log().level());
      HeapWatch.start(words);
      serve(settings, words);
    } catch (InvalidValueException | IOException bad) {
      words.end(BAD_SETTINGS, LastWords.line(why(bad)));
    } catch (Throwable notStarted) {
      Log.flush(TO_BE_LOGGED);
      words.end(NOT_STARTED, LastWords.line(why(notStarted)));
    }
  }

  /** No logger is made before this: the settings say how to log. */
  private static void serve(Settings settings, LastWords words) {
    Logger log = LoggerFactory.getLogger(Main.class);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
      if (thrown instanceof OutOfMemoryError) {
        words.end(HeapWatch.OUT_OF_MEMORY, HeapWatch.FULL); // There is no memory to log it.
      }
      log.error("{} has ended by what it threw", thread.getName(), thrown);
    });
    Service service = Service.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(new Ending(service), "shutdown"));
    log.info("interleave serves on http://{}:{}", settings.http().host(), service.port());
  }

  private static String why(Throwable thrown) {
    String message = thrown.getMessage();
    return PlainText.line(message == null || thrown instanceof Error ? thrown.toString() : message);
  }
}
