package dev.interleave.junit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Makes {@value LoopNotBlockedExtension#EVERYWHERE} in {@code junit-platform.properties} enough to
 * guard all tests: JUnit finds extensions by itself only if another parameter says so. This sets
 * that one, for the kit's extension alone, unless it is set already. JUnit's launcher loads it as a
 * service.
 */
public final class LoopNotBlockedEverywhere implements LauncherDiscoveryListener {
  private static final Logger LOG = System.getLogger(LoopNotBlockedEverywhere.class.getName());
  private static final String FIND = "junit.jupiter.extensions.autodetection.enabled";
  private static final String FIND_WHICH = "junit.jupiter.extensions.autodetection.include";

  /** For JUnit. */
  public LoopNotBlockedEverywhere() {}

  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    ConfigurationParameters parameters = request.getConfigurationParameters();
    boolean isAskedFor = parameters.get(LoopNotBlockedExtension.EVERYWHERE).isPresent();
    if (isAskedFor && parameters.get(FIND).isEmpty()) {
      System.setProperty(FIND, "true");
      System.setProperty(FIND_WHICH, LoopNotBlockedExtension.class.getName());
    } else if (isAskedFor && !parameters.getBoolean(FIND).orElse(false)) {
      LOG.log(
          Level.WARNING,
          "{0} guards no test: {1} is not true, so JUnit does not find what guards them",
          LoopNotBlockedExtension.EVERYWHERE,
          FIND);
    }
  }
}
