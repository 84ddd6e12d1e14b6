package dev.interleave.work;

import dev.interleave.values.Allowed;

/**
 * One argument of a kind.
 *
 * @param name as it stands in a query: lower-case letters, digits and hyphens, a letter first
 * @param allowed its type and bounds
 * @param defaultValue what it is when it is not given
 * @param description what it means, in one sentence
 */
public record Argument<T extends Comparable<? super T>>(
    String name, Allowed<T> allowed, T defaultValue, String description) {

  /** The default as it would be written. */
  public String printedDefault() {
    return allowed.print(defaultValue);
  }
}
