package dev.interleave.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final Encoding<String> words = (id, word) -> Buffer.buffer(id + word);
  private final Feed<String> feed = new Feed<>(3);

  @Test
  void anEmptyFeedHasNothingToRead() {
    assertThat(feed.newest()).isZero();
    assertThat(feed.oldest()).isEqualTo(1);
  }

  @Test
  void theLastFewEventsAreKept() {
    List.of("a", "b", "c", "d", "e").forEach(feed::publish);

    assertThat(feed.oldest()).isEqualTo(3);
    assertThat(feed.newest()).isEqualTo(5);
    assertThat(feed.read(3, words)).hasToString("3c");
    assertThat(feed.read(5, words)).hasToString("5e");
  }

  @Test
  void anEventIsEncodedOnceForEachFormatHoweverManyRead() {
    AtomicInteger encoded = new AtomicInteger();
    Encoding<String> counting =
        (id, word) -> {
          encoded.incrementAndGet();
          return Buffer.buffer(word);
        };
    feed.publish("a");

    Buffer first = feed.read(1, counting);

    assertThat(feed.read(1, counting)).isSameAs(first);
    assertThat(feed.read(1, words)).isNotSameAs(first);
    assertThat(encoded).hasValue(1);
  }

  @Test
  void aFollowerHearsOfEachEventAndOfTheEnd() {
    List<Long> heard = new ArrayList<>();
    feed.follow(() -> heard.add(feed.isEnded() ? -1 : feed.newest()));

    feed.publish("a");
    feed.publish("b");
    feed.end();

    assertThat(heard).containsExactly(1L, 2L, -1L);
  }

  @Test
  void aFollowerMayLeaveWhileItIsTold() {
    AtomicInteger told = new AtomicInteger();
    AtomicReference<Runnable> leave = new AtomicReference<>();
    leave.set(
        feed.follow(() -> {
          told.incrementAndGet();
          leave.get().run();
          leave.get().run();
        }));
    feed.follow(told::incrementAndGet);

    feed.publish("a");
    feed.publish("b");

    assertThat(told).hasValue(3);
  }
}
