package dev.interleave.work;

import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why a plug-in's code cannot be used, in one line for a person. */
final class Reason {
  private static final int CAUSES = 3;
  private static final int MESSAGE = 300;
  private static final String SERVICE = Kind.class.getName() + ": ";

  private Reason() {}

  /** What was thrown and what caused it. Runs code of whoever threw it, but never throws. */
  static String of(Throwable thrown) {
    List<String> said = new ArrayList<>();
    Throwable next = thrown;
    while (next != null && said.size() < CAUSES) {
      said.add(one(next));
      next = cause(next);
    }
    return String.join(": ", said);
  }

  private static String one(Throwable thrown) {
    String message = PlainText.line(PlainText.message(thrown, MESSAGE), MESSAGE);
    return switch (thrown) {
      case InvalidValueException value -> message;
      case TimeoutException late -> message;
      case ServiceConfigurationError error when message.startsWith(SERVICE) ->
          message.substring(SERVICE.length());
      default -> thrown.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
    };
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable speechless) {
      return null;
    }
  }
}
