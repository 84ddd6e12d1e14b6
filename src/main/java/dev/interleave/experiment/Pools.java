package dev.interleave.experiment;

import java.util.Locale;

/** How many jobs each strategy has in flight if the request does not say. */
public enum Pools {
  /** The same number, so that the strategies differ in nothing but how a call is made. */
  EQUAL,
  /** As many as it has room for by its configuration. */
  CONFIGURED;

  /** The one that is written so. */
  public static Pools of(String written) {
    return valueOf(written.toUpperCase(Locale.ROOT));
  }

  /** As it is written: in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
