package dev.interleave.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this is a build of.
 *
 * @param version the service's
 * @param vertx the version of Vert.x that it was built with
 * @param java the version of the Java that runs it
 */
public record Build(String version, String vertx, String java) {
  private static final String RESOURCE = "/version.properties";

  /** What the build has written down, on this Java. */
  public static Build read() {
    Properties built = new Properties();
    try (InputStream resource = Build.class.getResourceAsStream(RESOURCE)) {
      built.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(
        built.getProperty("version"),
        built.getProperty("vertx"),
        System.getProperty("java.version"));
  }
}
