package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
  private static final int HISTORY = 500;

  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "ticker.interval", "2ms",
          "ticker.history", String.valueOf(HISTORY),
          "timeline.history", "5000",
          "streams.heartbeat", "100ms",
          "streams.retry", "1234ms",
          "streams.send-buffer", "4KiB",
          "streams.write-queue", "1KiB",
          "streams.max-lost", "2000");

  @Test
  void aStreamSaysWhatItIsAndWhenToComeBack() {
    try (EventReader ticker = SERVICE.open("/ticker")) {
      assertThat(ticker.response().headers().firstValue("Content-Type"))
          .contains("text/event-stream");
      assertThat(ticker.response().headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(ticker.response().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(ticker.next()).map(EventReader.Event::raw).contains("1234");
    }
  }

  @Test
  void theIdOfATickIsItsNumberAndNoneIsLeftOut() {
    try (EventReader ticker = SERVICE.open("/ticker")) {
      long seq = Long.parseLong(ticker.next("tick").id());
      for (int i = 0; i < 100; i++) {
        EventReader.Event tick = ticker.next("tick");
        assertThat(tick.id()).isEqualTo(String.valueOf(++seq));
        assertThat(tick.data().getLong("seq")).isEqualTo(seq);
      }
    }
  }

  @Test
  void whoComesBackGetsWhatItHasNotSeen() {
    long last;
    try (EventReader timeline = SERVICE.open("/timeline")) {
      last = Long.parseLong(timeline.next("tick").id());
    }

    try (EventReader timeline = SERVICE.open("/timeline", "Last-Event-ID", String.valueOf(last))) {
      assertThat(timeline.next(event -> !event.id().isEmpty()).id())
          .isEqualTo(String.valueOf(last + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ticker", "/timeline"})
  void aParameterSaysTheSameAndTheHeaderGoesFirst(String path) {
    awaitTick(2);
    whileNothingTicks(() -> {
      try (EventReader all = SERVICE.open(path + "?after=0")) {
        String last = all.next("tick").id();
        String next = all.next("tick").id();

        try (EventReader after = SERVICE.open(path + "?after=" + last);
            EventReader both = SERVICE.open(path + "?after=0", "Last-Event-ID", last)) {
          assertThat(after.next("tick").id()).isEqualTo(next);
          assertThat(both.next("tick").id()).isEqualTo(next);
        }
      }
    });
  }

  @Test
  void afterNothingComesAllThatIsKept() {
    awaitTick(HISTORY + 1);
    whileNothingTicks(() -> {
      try (EventReader ticker = SERVICE.open("/ticker?after=0")) {
        long lost = ticker.next("lost").data().getLong("lost");
        for (long id = lost + 1; id <= lost + HISTORY; id++) {
          assertThat(ticker.next("tick").id()).isEqualTo(String.valueOf(id));
        }
      }
    });
  }

  @Test
  void whoComesBackTooLateIsToldHowMuchIsGone() {
    awaitTick(HISTORY + 100);
    whileNothingTicks(() -> {
      try (EventReader ticker = SERVICE.open("/ticker", "Last-Event-ID", "1")) {
        long lost = ticker.next("lost").data().getLong("lost");
        assertThat(lost).isGreaterThanOrEqualTo(99);
        assertThat(ticker.next("tick").id()).isEqualTo(String.valueOf(lost + 2));
      }
    });
  }

  @Test
  void whoComesBackFromAnEarlierRunGetsAllThatIsKept() {
    awaitTick(HISTORY);
    whileNothingTicks(() -> {
      try (EventReader ticker = SERVICE.open("/ticker", "Last-Event-ID", "999999999")) {
        EventReader.Event first = ticker.next("tick");
        for (int i = 1; i < HISTORY; i++) {
          assertThat(ticker.next("tick").id())
              .isEqualTo(String.valueOf(Long.parseLong(first.id()) + i));
        }
      }
    });
  }

  @Test
  void aQuietStreamShowsSignsOfLife() {
    String id = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=virtual-thread").getString("id");
    try (EventReader events = SERVICE.open("/jobs/" + id + "/events")) {
      events.next("started");

      assertThat(events.next()).map(EventReader.Event::raw).contains(": heartbeat");
    }
    SERVICE.delete("/jobs/" + id);
  }

  @Test
  void theTimelineHasTicksAndJobEventsInTheOrderInWhichTheyHappened() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      String id = SERVICE.postJson("/jobs/sleep?duration=1m").getString("id");

      for (String name : List.of("queued", "started", "tick", "tick", "finished", "tick")) {
        if (name.equals("finished")) {
          SERVICE.delete("/jobs/" + id);
        }
        EventReader.Event event = timeline.next(name);
        if (!name.equals("tick")) {
          assertThat(event.data().getJsonObject("job").getString("id")).isEqualTo(id);
          assertThat(event.data().getString("event")).isEqualTo(name);
        }
      }
    }
  }

  @Test
  void forPeopleTheTimelineHasTheArticlesLinesWithOffsetAndThread() {
    for (String[] ask :
        new String[][] {{"?format=text", "Accept", "*/*"}, {"", "Accept", "text/plain"}}) {
      try (EventReader timeline = SERVICE.open("/timeline" + ask[0], ask[1], ask[2])) {
        SERVICE.post("/jobs/sleep?duration=500ms");

        String running = nextLineWith(timeline, "task is running");
        assertThat(running)
            .matches(
                " *\\d+\\.\\d{3}s  execute-blocking-\\d+ +task is running"
                    + " \\(job \\d+: sleep by execute-blocking\\)");
        assertThat(nextLineWith(timeline, ">background"))
            .matches(" *\\d+\\.\\d{3}s  loop-under-test +>background task running.*");
        assertThat(nextLineWith(timeline, "task is done")).isNotEmpty();
      }
    }
  }

  @Test
  void aWatcherThatDoesNotReadLosesTicksIsToldHowManyAndNobodyElseNotices() throws IOException {
    try (Socket slow = SERVICE.connect(2048);
        EventReader prompt = SERVICE.open("/ticker")) {
      request(slow, "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n");
      long first = Long.parseLong(prompt.next("tick").id());

      // The prompt one is the clock: by then the slow one's buffers are full and its history is
      // gone.
      for (long id = first + 1; id <= first + 1000; id++) {
        assertThat(prompt.next("tick").id()).isEqualTo(String.valueOf(id));
      }

      BufferedReader reader = reader(slow);
      String line = reader.readLine();
      while (!line.startsWith("event: lost")) {
        line = reader.readLine();
        assertThat(line).as("told before the end of the stream").isNotNull();
      }
      assertThat(reader.readLine()).matches("data: \\{\"lost\":\\d+}");
    }
  }

  @Test
  void aWatcherThatNeverReadsIsCutOff() throws IOException {
    try (Socket deaf = SERVICE.connect(2048);
        EventReader prompt = SERVICE.open("/ticker")) {
      request(deaf, "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n");
      long first = Long.parseLong(prompt.next("tick").id());
      prompt.next(tick -> tick.name().equals("tick") && Long.parseLong(tick.id()) > first + 2900);

      assertThat(endsAbruptly(reader(deaf))).isTrue();
    }
  }

  private static void awaitTick(long id) {
    try (EventReader ticker = SERVICE.open("/ticker")) {
      ticker.next(event -> event.name().equals("tick") && Long.parseLong(event.id()) >= id);
    }
  }

  /** Holds the loop meanwhile: no tick comes, and so none that is kept is forgotten. */
  private static void whileNothingTicks(Runnable check) {
    String job =
        "/jobs/" + SERVICE.postJson("/jobs/sleep?duration=10s&strategy=event-loop").getString("id");
    while (!SERVICE.getJson(job).getString("state").equals("running")) {
      Thread.onSpinWait();
    }
    try {
      check.run();
    } finally {
      SERVICE.delete(job);
    }
  }

  private static String nextLineWith(EventReader reader, String words) {
    Optional<EventReader.Line> line = reader.nextLine();
    while (line.isPresent() && !line.get().text().contains(words)) {
      line = reader.nextLine();
    }
    return line.orElseThrow().text();
  }

  private static void request(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Whether the stream stops without the chunk that ends it in order. */
  private static boolean endsAbruptly(BufferedReader reader) throws IOException {
    String last = "";
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last = line.isEmpty() ? last : line;
      }
    } catch (SocketException reset) {
      return true;
    }
    return !last.equals("0");
  }
}
