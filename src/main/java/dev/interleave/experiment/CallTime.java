package dev.interleave.experiment;

import dev.interleave.work.Arguments;
import java.time.Duration;
import java.util.Locale;

/**
 * How long a call takes, before the experiment has made one.
 *
 * @param basis how that is known
 * @param length not used if the arguments declare it
 */
public record CallTime(Basis basis, Duration length) {
  /** How a time is known. */
  public enum Basis {
    /** The arguments say how long a call takes. */
    DECLARED,
    /** One call was made, by a strategy that keeps the loop free. */
    MEASURED,
    /** That call had not ended after some seconds: calls take at least so long. */
    AT_LEAST,
    /** There was no room for that call. */
    UNKNOWN;

    /** As it is written: in lower case, with hyphens. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static final CallTime DECLARED = new CallTime(Basis.DECLARED, Duration.ZERO);
  static final CallTime UNKNOWN = new CallTime(Basis.UNKNOWN, Duration.ZERO);

  Duration of(Contender contender) {
    return basis == Basis.DECLARED ? declared(contender.arguments()) : length;
  }

  /**
   * How many calls make progress at the same time. Those whose length is not declared may compute,
   * and count as if each needed a processor.
   */
  int sideBySide(int threads) {
    return basis == Basis.DECLARED
        ? threads
        : Math.min(threads, Runtime.getRuntime().availableProcessors());
  }

  static Duration declared(Arguments arguments) {
    return arguments.durations().values().stream().reduce(Duration.ZERO, Duration::plus);
  }
}
