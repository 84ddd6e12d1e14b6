package dev.interleave.attach;

import com.sun.net.httpserver.HttpExchange;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What happens, as a stream of events: each second, what was measured in it. */
final class LiveStream {
  /** So many may be watched at once. */
  static final int MOST = 8;

  private static final long SECOND = TimeUnit.SECONDS.toMillis(1);

  private final Attachment attachment;
  private final Semaphore places = new Semaphore(MOST);

  LiveStream(Attachment attachment) {
    this.attachment = attachment;
  }

  /** Until the client goes. */
  void serve(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    Map<WatchedVertx, Reader> readers = new HashMap<>();
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(event(readers).getBytes(StandardCharsets.UTF_8));
        out.flush();
        Thread.sleep(SECOND);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      readers.values().forEach(Reader::close);
      places.release();
    }
  }

  private String event(Map<WatchedVertx, Reader> readers) {
    readers
        .entrySet()
        .removeIf(each -> {
          boolean gone = !attachment.watched().contains(each.getKey());
          if (gone) {
            each.getValue().close();
          }
          return gone;
        });
    JsonArray all = new JsonArray();
    for (WatchedVertx vertx : attachment.watched()) {
      all.add(readers.computeIfAbsent(vertx, Reader::new).next());
    }
    JsonObject event =
        new JsonObject()
            .put("at", Instant.now().toString())
            .put("vertx", all)
            .mergeIn(FindingsView.json(Findings.of(attachment)));
    return "data: " + event.encode() + "\n\n";
  }

  /** Reads one {@code Vertx} for one client. */
  private static final class Reader {
    private final WatchedVertx vertx;
    private final Window window;

    Reader(WatchedVertx vertx) {
      this.vertx = vertx;
      this.window = vertx.monitor().openWindow();
    }

    JsonObject next() {
      LoopMonitor monitor = vertx.monitor();
      return LoopsView.window(vertx, window.next())
          .put("blockedAfterMs", LoopsView.millis(monitor.options().blockedAfter()))
          .put("blocked", LoopsView.blocks(vertx.blocks()))
          .put("pools", PoolsView.pools(vertx))
          .put("bulkheads", new JsonArray(vertx.bulkheads()));
    }

    void close() {
      window.close();
    }
  }
}
