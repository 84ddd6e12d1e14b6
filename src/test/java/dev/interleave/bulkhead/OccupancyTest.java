package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Those who come and those who leave are counted apart, and the room is kept all the same. */
class OccupancyTest {
  private static final int ROOM = 3;

  private final Occupancy occupancy = new Occupancy();
  private final AtomicInteger in = new AtomicInteger();

  @Test
  void nobodyComesWhenTheRoomIsTakenAndOneDoesWhenAnotherHasLeft() {
    for (int i = 0; i < ROOM; i++) {
      assertThat(occupancy.comes(ROOM)).isTrue();
    }
    assertThat(occupancy.comes(ROOM)).isFalse();

    occupancy.leaves();

    assertThat(occupancy.comes(ROOM)).isTrue();
    assertThat(occupancy.comes(ROOM)).isFalse();
    assertThat(occupancy.now()).isEqualTo(ROOM);
    assertThat(occupancy.came()).isEqualTo(ROOM + 1);
  }

  @Test
  void whoHasNotComeAfterAllLeavesNoTrace() {
    occupancy.comes(ROOM);

    occupancy.takesBack();

    assertThat(occupancy.now()).isZero();
    assertThat(occupancy.came()).isZero();
  }

  @Test
  void neverAreMoreInThanThereIsRoomFor() throws Exception {
    int threads = 4;
    int comings = 50_000;
    List<Future<Integer>> mosts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        mosts.add(executor.submit(() -> comeAndLeave(comings)));
      }
    }

    for (Future<Integer> most : mosts) {
      assertThat(most.get()).isBetween(1, ROOM);
    }
    assertThat(occupancy.came()).isEqualTo((long) threads * comings);
    assertThat(occupancy.now()).isZero();
  }

  /** Returns the most that were in at the same time. */
  private int comeAndLeave(int times) {
    int most = 0;
    for (int came = 0; came < times; ) {
      if (occupancy.comes(ROOM)) {
        came++;
        most = Math.max(most, in.incrementAndGet());
        in.decrementAndGet();
        synchronized (in) {
          occupancy.leaves();
        }
      }
    }
    return most;
  }
}
