package dev.interleave;

import dev.interleave.config.Settings;
import dev.interleave.config.SettingsReader;
import dev.interleave.values.InvalidValueException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process: reads the settings, starts one {@link Service}, and stops it when a signal arrives.
 */
public final class Main {
  private static final int NOT_STARTED = 1;
  private static final int BAD_SETTINGS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /**
   * Starts the service; settings come from a file and from the environment.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      Settings settings = SettingsReader.read(System.getenv());
      Service service = Service.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "shutdown"));
      LOG.info("interleave serves on http://{}:{}", settings.http().host(), service.port());
    } catch (InvalidValueException | IOException bad) {
      exit(BAD_SETTINGS, bad);
    } catch (RuntimeException notStarted) {
      exit(NOT_STARTED, notStarted);
    }
  }

  /** A signal would make the status 128 and more, however well the service stops. */
  private static void stop(Service service) {
    int status = 0;
    try {
      LOG.info("interleave stops");
      service.stop();
      LOG.info("interleave has stopped");
    } catch (RuntimeException unclean) {
      LOG.error("interleave did not stop in order", unclean);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  private static void exit(int status, Exception why) {
    System.err.println("interleave: " + why.getMessage());
    System.exit(status);
  }
}
