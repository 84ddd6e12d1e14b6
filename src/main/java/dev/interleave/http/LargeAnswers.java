package dev.interleave.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of one sort that are too large to be written at once. They go out part by part: one in a
 * turn of the service's loop, and the next when the client has read of those before. So many are
 * under way at a time, because a client that does not read costs memory. Confined to the service's
 * context.
 */
final class LargeAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(LargeAnswers.class);

  private final Portions portions;
  private final String key;
  private final int most;
  private int underWay;

  /**
   * @param key the setting that says how many
   * @param most so many
   */
  LargeAnswers(Portions portions, String key, int most) {
    this.portions = portions;
    this.key = key;
    this.most = most;
  }

  /**
   * Answers with parts, of which there is at least one.
   *
   * @throws ProblemException (503) if there are as many answers under way as may be
   */
  void send(RoutingContext ctx, String contentType, Future<? extends Iterator<Buffer>> parts) {
    if (underWay >= most) {
      throw new ProblemException(
              503,
              "too-many-answers",
              "large answers under way: %d, which is all that %s allows".formatted(underWay, key))
          .with(HttpHeaders.RETRY_AFTER, "1");
    }
    underWay++;
    parts
        .onSuccess(all -> new Answer(ctx, all).begin(contentType))
        .onFailure(failed -> {
          underWay--;
          ctx.fail(failed);
        });
  }

  private final class Answer {
    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final Iterator<Buffer> parts;
    private boolean over;

    Answer(RoutingContext ctx, Iterator<Buffer> parts) {
      this.ctx = ctx;
      this.response = ctx.response();
      this.parts = parts;
    }

    void begin(String contentType) {
      if (response.closed()) {
        end();
        return;
      }
      response.closeHandler(closed -> end()).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
      try {
        Buffer first = parts.next();
        if (parts.hasNext() && ctx.request().method().equals(HttpMethod.HEAD)) {
          response.setChunked(true).end();
          end();
          return;
        }
        // The whole if it is short, and then its length is told.
        response.setChunked(parts.hasNext());
        write(first);
      } catch (RuntimeException unwritten) {
        end();
        ctx.fail(unwritten);
        return;
      }
      if (parts.hasNext()) {
        portions.add(this::writeNext);
      }
    }

    private void write(Buffer part) {
      if (parts.hasNext()) {
        response.write(part);
      } else {
        response.end(part).onComplete(sent -> end());
      }
    }

    /** Whether there is more that can be written now. */
    private boolean writeNext() {
      if (over) {
        return false;
      }
      if (response.writeQueueFull()) {
        response.drainHandler(read -> portions.add(this::writeNext));
        return false;
      }
      try {
        write(parts.next());
        return parts.hasNext();
      } catch (RuntimeException | Error unwritten) {
        LOG.error("an answer is cut off", unwritten);
        end();
        ctx.request().connection().close();
        return false;
      }
    }

    private void end() {
      if (!over) {
        over = true;
        underWay--;
      }
    }
  }
}
