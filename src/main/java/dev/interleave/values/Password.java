package dev.interleave.values;

import org.jspecify.annotations.Nullable;

/** A text that is handed on and never shown: only {@link #reveal()} tells it. Immutable. */
public final class Password {
  private final String text;

  /** Keeps {@code text}; empty stands for none. */
  public Password(String text) {
    this.text = text;
  }

  /** The text, for whoever has to hand it on. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Password password && password.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Says nothing of it. */
  @Override
  public String toString() {
    return "a password";
  }
}
