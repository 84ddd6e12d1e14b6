package dev.interleave.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The command line.
 *
 * @param json where the figures go as JSON
 */
record Options(Effort effort, Path json) {
  static Options of(List<String> arguments, Path json) {
    Options options = new Options(Effort.FULL, json);
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (argument.equals("--quick")) {
        options = new Options(Effort.QUICK, options.json);
      } else if (argument.equals("--json") && rest.hasNext()) {
        options = new Options(options.effort, Path.of(rest.next()));
      } else {
        throw new NotAllowedException(argument);
      }
    }
    return options;
  }

  /** An argument that is none, or that lacks its value. */
  static final class NotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String argument) {
      super("'%s' is not allowed; allowed: --quick, --json FILE".formatted(argument));
    }
  }
}
