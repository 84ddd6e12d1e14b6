package dev.interleave.experiment;

import dev.interleave.monitor.Lateness;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How late the loop and the control were in one run, with every value. It is kept compressed: an
 * experiment has many runs, and few are ever read. Immutable.
 *
 * @param loop the loop's
 * @param control the control's
 */
public record RunLateness(Told loop, Told control) {
  static RunLateness of(Lateness loop, Lateness control) {
    return new RunLateness(Told.of(loop), Told.of(control));
  }

  /** Lateness told twice, as {@link Lateness} has it. */
  public static final class Told {
    private final byte[] raw;
    private final byte[] corrected;

    private Told(byte[] raw, byte[] corrected) {
      this.raw = raw;
      this.corrected = corrected;
    }

    static Told of(Lateness late) {
      return new Told(compressed(late.rawHistogram()), compressed(late.correctedHistogram()));
    }

    /** A new histogram with a value for each sample; nanoseconds. */
    public Histogram raw() {
      return histogram(raw);
    }

    /** A new histogram with a value for each due time; nanoseconds. */
    public Histogram corrected() {
      return histogram(corrected);
    }

    private static byte[] compressed(Histogram histogram) {
      ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      histogram.encodeIntoCompressedByteBuffer(bytes);
      byte[] compressed = new byte[bytes.flip().remaining()];
      bytes.get(compressed);
      return compressed;
    }

    private static Histogram histogram(byte[] compressed) {
      try {
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), 0);
      } catch (DataFormatException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
