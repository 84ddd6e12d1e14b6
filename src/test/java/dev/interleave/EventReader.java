package dev.interleave;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads a stream of ours, line by line or event by event, on a thread of its own. */
public final class EventReader implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Optional<Line>> lines = new LinkedBlockingQueue<>();

  /** A line, and when it came by {@link System#nanoTime()}. */
  public record Line(String text, long nanoTime) {}

  /**
   * An event.
   *
   * @param id empty if it has none
   * @param name {@code comment} for a comment, {@code retry} for a request to wait
   */
  public record Event(String id, String name, String raw, long nanoTime) {
    public JsonObject data() {
      return new JsonObject(raw);
    }
  }

  EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  /** The next line; empty at the end of the stream. */
  public Optional<Line> nextLine() {
    try {
      Optional<Line> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("nothing came for " + PATIENCE_SECONDS + " s");
      }
      if (line.isEmpty()) {
        lines.add(line);
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Every line up to the end of the stream. */
  public List<String> allLines() {
    List<String> all = new ArrayList<>();
    for (Optional<Line> line = nextLine(); line.isPresent(); line = nextLine()) {
      all.add(line.get().text());
    }
    return all;
  }

  /** The next event; empty at the end of the stream. */
  public Optional<Event> next() {
    String id = "";
    String name = "";
    String data = "";
    for (Optional<Line> line = nextLine(); line.isPresent(); line = nextLine()) {
      String text = line.get().text();
      if (text.startsWith(":")) {
        name = "comment";
        data = text;
      } else if (text.startsWith("retry: ")) {
        name = "retry";
        data = text.substring(7);
      } else if (text.startsWith("id: ")) {
        id = text.substring(4);
      } else if (text.startsWith("event: ")) {
        name = text.substring(7);
      } else if (text.startsWith("data: ")) {
        data = text.substring(6);
      } else if (text.isEmpty() && !name.isEmpty()) {
        return Optional.of(new Event(id, name, data, line.get().nanoTime()));
      } else {
        throw new AssertionError("not a line of an event stream: " + text);
      }
    }
    return Optional.empty();
  }

  /** The next event that has a name. */
  public Event next(String name) {
    return next(event -> event.name().equals(name));
  }

  /** The next event that passes. */
  public Event next(Predicate<Event> passes) {
    Optional<Event> event = next();
    while (event.isPresent() && !passes.test(event.get())) {
      event = next();
    }
    return event.orElseThrow(() -> new AssertionError("the stream ended before the event"));
  }

  /** The last event before the end of the stream. */
  public Event last() {
    Event last = null;
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      last = event.get();
    }
    return last;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(new Line(line, System.nanoTime())));
      }
    } catch (IOException closed) {
      // the end, from this side or from the other
    }
    lines.add(Optional.empty());
  }
}
