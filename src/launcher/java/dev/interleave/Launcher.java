package dev.interleave;

import java.lang.reflect.InvocationTargetException;

/**
 * Where {@code java -jar} begins. It is compiled for Java 8, so that an older Java than the service
 * needs can say so in one line. It therefore names {@link Main} by its name alone.
 */
public final class Launcher {
  /** {@code maven.compiler.release} of the service. */
  private static final int NEEDED = 21;

  private static final int TOO_OLD = 2;

  private Launcher() {}

  /**
   * Starts the service, or ends with status 2.
   *
   * @param args handed on
   */
  public static void main(String[] args)
      throws ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InvocationTargetException {
    String specification = System.getProperty("java.specification.version");
    if (version(specification) < NEEDED) {
      System.err.println(complaint(specification, System.getProperty("java.home")));
      System.exit(TOO_OLD);
    }
    Class.forName("dev.interleave.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }

  static String complaint(String specification, String home) {
    return "interleave: needs Java "
        + NEEDED
        + " or newer; this is Java "
        + version(specification)
        + " in "
        + home;
  }

  /** Up to Java 8, a version began with "1.". */
  static int version(String specification) {
    return Integer.parseInt(
        specification.startsWith("1.") ? specification.substring(2) : specification);
  }
}
