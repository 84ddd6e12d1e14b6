package dev.interleave.attach;

/**
 * Lets {@code -javaagent:interleave-attach.jar} do what the class path does, for an application
 * that is started by {@code java -jar}: Java puts the jar of an agent on the class path itself, and
 * Vert.x finds {@link AttachProvider} there. It changes no class.
 */
public final class Agent {
  private Agent() {}

  /**
   * Called by Java before the application's {@code main}, on its thread.
   *
   * @param arguments none is used: settings are properties, or variables of the environment
   */
  public static void premain(String arguments) {
    // To be on the class path is all.
  }
}
