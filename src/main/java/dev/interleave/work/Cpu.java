package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Work that needs a processor, not just a thread: a chain of SHA-256 hashes. */
public final class Cpu implements Kind {
  /** How many hashes, each over the one before. */
  public static final Argument<Long> ROUNDS =
      new Argument<>(
          "rounds",
          Allowed.integer(1, 1_000_000_000),
          2_000_000L,
          "how many SHA-256 hashes, each over the one before");

  private static final int ROUNDS_BETWEEN_LOOKS = 1024;

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String description() {
    return "Computes: keeps a processor busy with rounds of a hash.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(ROUNDS);
  }

  /** Returns the number of rounds and the last hash. */
  @Override
  public Object run(Arguments arguments) throws Exception {
    long rounds = arguments.get(ROUNDS);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] hash = new byte[sha256.getDigestLength()];
    for (long round = 0; round < rounds; round++) {
      if (round % ROUNDS_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
        throw new InterruptedException("interrupted after %d rounds".formatted(round));
      }
      sha256.update(hash);
      sha256.digest(hash, 0, hash.length);
    }
    return Map.of("rounds", rounds, "sha256", HexFormat.of().formatHex(hash));
  }
}
