package dev.interleave.http;

import dev.interleave.feed.Feed;
import dev.interleave.metrics.WatcherMeters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * One watcher of one feed. It gets events as fast as it reads. While it does not read, nothing is
 * written to it, and it loses what the feed drops meanwhile. The losses are counted, and the
 * watcher is told.
 */
final class EventStream<E> {
  /** A watcher that is as fast may get a long history at once; others wait meanwhile. */
  private static final int MOST_AT_ONCE = 100;

  private final HttpServerResponse response;
  private final Feed<E> feed;
  private final StreamFormat<E> format;
  private final int maxLost;
  private final WatcherMeters meters;
  private final Consumer<EventStream<E>> onClose;
  private final Runnable unfollow;
  private long next;
  private long lost;

  /** A timer is set, which sends the rest. */
  private boolean goesOn;

  private boolean closed;

  /**
   * @param response whose head has been set but not written
   * @param after the number of the last event that the watcher has. A number that the feed has not
   *     reached comes from an earlier run of the service: then the watcher gets all that is kept
   * @param maxLost a watcher that loses more events than this is cut off
   * @param meters told of what it loses
   * @param onClose called once, when it is over
   */
  EventStream(
      HttpServerResponse response,
      Feed<E> feed,
      StreamFormat<E> format,
      long after,
      int maxLost,
      WatcherMeters meters,
      Consumer<EventStream<E>> onClose) {
    this.response = response;
    this.feed = feed;
    this.format = format;
    this.next = after <= feed.newest() ? after + 1 : feed.oldest();
    this.maxLost = maxLost;
    this.meters = meters;
    this.onClose = onClose;
    this.unfollow = feed.follow(this::send);
  }

  /** Sends what there is, and from now on each new event. */
  void open() {
    response.exceptionHandler(gone -> close());
    response.closeHandler(gone -> close());
    response.drainHandler(readAgain -> send());
    write(format.preamble());
    // The watcher is told what was gone before it came, but that does not count against it.
    skipWhatIsGone();
    send();
  }

  /** Sends a sign of life, unless the watcher has not read the last one. */
  void heartbeat() {
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
    if (closed || goesOn) {
      return;
    }
    if (lost + behind() > maxLost) {
      cutOff();
      return;
    }
    for (int i = 0; i < MOST_AT_ONCE && canSend(); i++) {
      loses(skipWhatIsGone());
      write(feed.read(next++, format.encoding()));
    }
    if (canSend()) {
      goOn();
    }
    if (feed.isEnded() && next > feed.newest()) {
      end();
    }
  }

  private boolean canSend() {
    return !response.writeQueueFull() && next <= feed.newest();
  }

  /**
   * Lets the loop do what else it has to, and sends the rest. By a timer: Netty would run a task
   * that follows this one before it looks at timers and connections again.
   */
  private void goOn() {
    goesOn = true;
    Vertx.currentContext()
        .owner()
        .setTimer(
            1,
            timer -> {
              goesOn = false;
              send();
            });
  }

  private long behind() {
    return Math.max(0, feed.oldest() - next);
  }

  private long skipWhatIsGone() {
    long gone = behind();
    if (gone > 0) {
      next += gone;
      write(format.lost().apply(gone));
    }
    return gone;
  }

  private void loses(long events) {
    lost += events;
    meters.lost(events);
  }

  /** Ends it at once. An end in order would wait until the watcher has read everything. */
  private void cutOff() {
    loses(behind());
    meters.cutOff();
    close();
    response.reset();
  }

  /** A format that leaves an event out writes nothing for it. */
  private void write(Buffer bytes) {
    if (bytes.length() == 0) {
      return;
    }
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
