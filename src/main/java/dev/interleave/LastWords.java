package dev.interleave;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says one line on the standard error and ends the process, whether or not anybody reads the line.
 * The thread that says it is there from the start: later there may be no memory for one.
 */
final class LastWords {
  private static final Duration TO_BE_HEARD = Duration.ofSeconds(1);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch said = new CountDownLatch(1);
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.err);
  private volatile byte[] line = new byte[0];

  private LastWords() {}

  static LastWords prepare() {
    LastWords words = new LastWords();
    Thread.ofPlatform().name("last-words").daemon().start(words::speak);
    return words;
  }

  /** The bytes of a line, for {@link #end}. */
  static byte[] line(String text) {
    return ("interleave: " + text + System.lineSeparator()).getBytes();
  }

  /** Ends the process; does not return, and takes no memory. */
  void end(int status, byte[] words) {
    try {
      line = words;
      asked.countDown();
      said.await(TO_BE_HEARD.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      // so be it
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  private void speak() {
    try {
      asked.await();
      out.write(line);
    } catch (InterruptedException | IOException unheard) {
      // nothing is left to do
    } finally {
      said.countDown();
    }
  }
}
