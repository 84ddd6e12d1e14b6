package dev.interleave.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands each line to a thread of its own, which writes it by the appenders that are attached. A
 * line for which there is no room, or that cannot be written, is dropped and counted, and the log
 * says how many were once half of the room is free again. Logback's own {@code AsyncAppender} drops
 * too, but does not count.
 */
public final class NeverBlockingAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {
  private static final int ROOM = 1024;

  private final AppenderAttachableImpl<ILoggingEvent> writers = new AppenderAttachableImpl<>();
  private final BlockingQueue<ILoggingEvent> lines = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private @Nullable Thread thread;
  private volatile boolean untellable;

  /** Made by logback, from its configuration. */
  public NeverBlockingAppender() {}

  /** How many lines were dropped since the start; called on any thread. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Waits until all lines that were logged before are written, and what was dropped is told; not if
   * that cannot be written either.
   *
   * @param patience how long at the most
   * @return whether they are
   */
  public boolean flush(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    long last = accepted.get();
    while (written.get() < last || told.get() < dropped()) {
      boolean inVain = untellable && written.get() >= last;
      if (inVain || System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  @Override
  public void start() {
    if (!isStarted()) {
      super.start();
      thread = Thread.ofPlatform().name("log").daemon().start(this::write);
    }
  }

  @Override
  public void stop() {
    super.stop();
    if (thread != null) {
      thread.interrupt();
    }
    writers.detachAndStopAllAppenders();
  }

  /** The text is made here, by whoever logs: what it is made of may change, or be the caller's. */
  @Override
  protected void append(ILoggingEvent line) {
    line.prepareForDeferredProcessing();
    if (lines.offer(line)) {
      accepted.incrementAndGet();
    } else {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (isStarted()) {
        write(lines.take());
        if (lines.size() <= ROOM / 2) {
          tell();
        }
        written.incrementAndGet();
      }
    } catch (InterruptedException stopped) {
      // and so ends
    }
  }

  /** Whatever is thrown, on a full heap for example, must not end the log. */
  private void write(ILoggingEvent line) {
    try {
      writers.appendLoopOnAppenders(line);
    } catch (RuntimeException | Error unwritten) {
      dropped.incrementAndGet();
    }
  }

  private void tell() {
    long lost = dropped.get() - told.get();
    if (lost > 0 && getContext() instanceof LoggerContext context) {
      try {
        writers.appendLoopOnAppenders(loss(lost, context));
        told.addAndGet(lost);
        untellable = false;
      } catch (RuntimeException | Error unwritten) {
        untellable = true; // until the next line
      }
    }
  }

  private static ILoggingEvent loss(long lost, LoggerContext context) {
    Logger logger = context.getLogger(NeverBlockingAppender.class);
    String text =
        lost + (lost == 1 ? " line of the log was" : " lines of the log were") + " dropped";
    return new LoggingEvent(
        NeverBlockingAppender.class.getName(), logger, Level.WARN, text, null, null);
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> writer) {
    writers.addAppender(writer);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return writers.iteratorForAppenders();
  }

  @Override
  public Appender<ILoggingEvent> getAppender(String name) {
    return writers.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> writer) {
    return writers.isAttached(writer);
  }

  @Override
  public void detachAndStopAllAppenders() {
    writers.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> writer) {
    return writers.detachAppender(writer);
  }

  @Override
  public boolean detachAppender(String name) {
    return writers.detachAppender(name);
  }
}
