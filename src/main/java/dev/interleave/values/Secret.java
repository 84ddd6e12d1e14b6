package dev.interleave.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text that is compared and never shown: there is no way to read it back. Empty stands for no
 * secret at all. Immutable.
 */
public final class Secret {
  /** What a secret may be, as the end of the sentence "allowed: …". */
  public static final String ALLOWED = "nothing, or 16 to 256 visible ASCII characters";

  private static final int SHORTEST = 16;
  private static final int LONGEST = 256;

  private final byte[] bytes;

  /** Keeps {@code text}; {@link #isAllowed} has been asked. */
  public Secret(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether {@code text} can be a secret. */
  public static boolean isAllowed(String text) {
    return text.isEmpty()
        || (text.length() >= SHORTEST
            && text.length() <= LONGEST
            && text.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }

  /** Whether there is one. */
  public boolean isSet() {
    return bytes.length > 0;
  }

  /** Whether {@code text} is the same. How long that takes does not depend on where they differ. */
  public boolean matches(String text) {
    return MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return isSet() ? "(not shown)" : "(none)";
  }
}
