package dev.interleave.http;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;

/** Bytes in slices that the write queue of a connection takes one by one. */
final class Slices implements Iterator<Buffer> {
  private static final int BYTES = 64 * 1024;

  private final Buffer all;
  private int begin;

  /**
   * @param all at least one byte
   */
  Slices(Buffer all) {
    this.all = all;
  }

  @Override
  public boolean hasNext() {
    return begin < all.length();
  }

  @Override
  public Buffer next() {
    int end = Math.min(begin + BYTES, all.length());
    Buffer slice = all.slice(begin, end);
    begin = end;
    return slice;
  }
}
