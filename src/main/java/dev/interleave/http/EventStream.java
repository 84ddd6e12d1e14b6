package dev.interleave.http;

import dev.interleave.feed.Feed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * One watcher of one feed. It is sent events as fast as it reads; while it does not, nothing is
 * written, and what falls out of the feed's history meanwhile is lost to it, counted and told.
 */
final class EventStream<E> {
  private final HttpServerResponse response;
  private final Feed<E> feed;
  private final StreamFormat<E> format;
  private final int maxLost;
  private final Consumer<EventStream<E>> onClose;
  private final Runnable unfollow;
  private long next;
  private long lost;
  private boolean closed;

  /**
   * @param response whose head has been set but not written
   * @param after the number of the last event that the watcher has; one that the feed has not
   *     reached is of an earlier run of the service, and all that is kept follows
   * @param maxLost a watcher that loses more events than this is cut off
   * @param onClose called once, when it is over
   */
  EventStream(
      HttpServerResponse response,
      Feed<E> feed,
      StreamFormat<E> format,
      long after,
      int maxLost,
      Consumer<EventStream<E>> onClose) {
    this.response = response;
    this.feed = feed;
    this.format = format;
    this.next = after <= feed.newest() ? after + 1 : feed.oldest();
    this.maxLost = maxLost;
    this.onClose = onClose;
    this.unfollow = feed.follow(this::send);
  }

  /** Sends what there is; from now on it goes by itself. */
  void open() {
    response.exceptionHandler(gone -> close());
    response.closeHandler(gone -> close());
    response.drainHandler(readAgain -> send());
    write(format.preamble());
    // What was gone before it came is told, but not held against it.
    skipWhatIsGone();
    lost = 0;
    send();
  }

  /** Sends a sign of life, unless the watcher has not read the last one. */
  void beat() {
    if (!response.writeQueueFull()) {
      write(format.heartbeat());
    }
  }

  /** Ends it in order: the watcher sees the end of the stream. */
  void end() {
    if (close()) {
      response.end();
    }
  }

  private void send() {
    if (closed) {
      return;
    }
    if (lost + behind() > maxLost) {
      cutOff();
      return;
    }
    while (!response.writeQueueFull() && next <= feed.newest()) {
      skipWhatIsGone();
      write(feed.read(next++, format.encoding()));
    }
    if (feed.isEnded() && next > feed.newest()) {
      end();
    }
  }

  private long behind() {
    return Math.max(0, feed.oldest() - next);
  }

  private void skipWhatIsGone() {
    long gone = behind();
    if (gone > 0) {
      lost += gone;
      next += gone;
      write(format.lost().apply(gone));
    }
  }

  /** What it has not read by now it will not read; an end in order would wait for it. */
  private void cutOff() {
    close();
    response.reset();
  }

  private void write(Buffer bytes) {
    response.write(bytes).onFailure(gone -> close());
  }

  private boolean close() {
    if (closed) {
      return false;
    }
    closed = true;
    unfollow.run();
    onClose.accept(this);
    return true;
  }
}
