package dev.interleave.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The hash by which a Content-Security-Policy allows a style that stands in a page. */
public final class SourceHash {
  private SourceHash() {}

  /**
   * The hash as a policy has it, without the quotes.
   *
   * @param source all that stands between the element's tags
   */
  public static String of(String source) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
