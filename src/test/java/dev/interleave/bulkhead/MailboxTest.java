package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** News for a context arrives there, all of it, in order, and holds up nobody else. */
@ExtendWith(VertxExtension.class)
class MailboxTest {
  private final List<Integer> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void mailIsToldInTheOrderInWhichItWasPutIn(Vertx vertx) {
    Context context = vertx.getOrCreateContext();
    Mailbox mailbox = Mailbox.of(context);
    Promise<Void> all = Promise.promise();

    for (int i = 0; i < 10_000; i++) {
      int number = i;
      mailbox.put(new News(context, () -> told.add(number)));
    }
    mailbox.put(new News(context, all::complete));

    Ends.valueOf(all.future());
    assertThat(told).hasSize(10_000).isSorted();
  }

  @Test
  void nothingIsLostWhenManyPutAtTheSameTime(Vertx vertx) throws InterruptedException {
    Context context = vertx.getOrCreateContext();
    Mailbox mailbox = Mailbox.of(context);
    int each = 20_000;
    CountDownLatch left = new CountDownLatch(4 * each);
    int[] last = {-1, -1, -1, -1};
    List<Integer> outOfOrder = Collections.synchronizedList(new ArrayList<>());

    for (int sender = 0; sender < 4; sender++) {
      int number = sender;
      Thread.ofPlatform()
          .start(() -> {
            for (int i = 0; i < each; i++) {
              int letter = i;
              mailbox.put(
                  new News(
                      context,
                      () -> {
                        if (letter != ++last[number]) {
                          outOfOrder.add(letter);
                        }
                        left.countDown();
                      }));
            }
          });
    }

    left.await();
    assertThat(outOfOrder).isEmpty();
  }

  @Test
  void whatElseWaitsOnTheContextHasItsTurn(Vertx vertx) {
    Context context = vertx.getOrCreateContext();
    Mailbox mailbox = Mailbox.of(context);
    Promise<Integer> toldBefore = Promise.promise();
    Promise<Void> all = Promise.promise();
    CountDownLatch heldUp = new CountDownLatch(1);
    context.runOnContext(v -> Ends.await(heldUp));
    IntStream.range(0, 1000).forEach(i -> mailbox.put(new News(context, () -> told.add(i))));
    mailbox.put(new News(context, all::complete));
    context.runOnContext(v -> toldBefore.complete(told.size()));

    heldUp.countDown();

    assertThat(Ends.valueOf(toldBefore.future())).isBetween(1, 500);
    Ends.valueOf(all.future());
    assertThat(told).hasSize(1000).isSorted();
  }

  @Test
  void mailThatThrowsDoesNotStopTheRest(Vertx vertx) {
    Context context = vertx.getOrCreateContext();
    Mailbox mailbox = Mailbox.of(context);
    Promise<Void> next = Promise.promise();

    mailbox.put(
        new News(
            context,
            () -> {
              throw new IllegalStateException("faulty, on purpose");
            }));
    mailbox.put(new News(context, next::complete));

    Ends.valueOf(next.future());
  }

  @Test
  void mailForAContextThatIsGoneIsToldAllTheSame() {
    Vertx vertx = Vertx.vertx();
    Context context = vertx.getOrCreateContext();
    vertx.close().await();

    IntStream.range(0, 3)
        .forEach(i -> Mailbox.of(context).put(new News(context, () -> told.add(i))));

    assertThat(told).containsExactly(0, 1, 2);
  }
}
