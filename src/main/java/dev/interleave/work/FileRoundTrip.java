package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Blocking file I/O: writes a file, forces it to the disk, reads it back and compares hashes. Every
 * call has a file of its own in a temporary folder of this instance's own, which is made again when
 * it has gone.
 */
public final class FileRoundTrip implements Kind {
  /** How much is written and read back. */
  public static final Argument<Long> SIZE =
      new Argument<>(
          "size",
          Allowed.size(1, 16 * 1024 * 1024),
          1024 * 1024L,
          "how much is written, forced to the disk and read back");

  private static final int BLOCK = 64 * 1024;

  private final TemporaryFolder folder;

  /** Makes the temporary folder. If that fails, it is tried again with the first call. */
  public FileRoundTrip() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  FileRoundTrip(Path temporary) {
    folder = new TemporaryFolder(temporary, "interleave-files-");
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public String description() {
    return "Writes a file, forces it to the disk, reads it back and compares hashes.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(SIZE);
  }

  /** Returns the number of bytes and the hash of what was read back. */
  @Override
  public Object run(Arguments arguments) throws Exception {
    long size = arguments.get(SIZE);
    Path file = folder.newFile();
    try {
      String written = write(file, size);
      String read = read(file);
      if (!written.equals(read)) {
        throw new IOException("read back something else than was written");
      }
      return Map.of("bytes", size, "sha256", read);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Removes the temporary folder with all that is left in it. */
  @Override
  public void close() {
    folder.close();
  }

  private static String write(Path file, long size) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[BLOCK];
    new Random(size).nextBytes(block);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= BLOCK) {
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, left));
        sha256.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    } catch (ClosedChannelException stopped) {
      throw stopped;
    } catch (IOException unwritten) {
      throw new IOException("cannot write to %s: %s".formatted(file, unwritten.getMessage()));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static String read(Path file) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(bytes) >= 0) {
        sha256.update(bytes.flip());
        bytes.clear();
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
