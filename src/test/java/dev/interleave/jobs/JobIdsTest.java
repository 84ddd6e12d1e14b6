package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobIdsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00.123Z");
  private final JobIds ids = new JobIds(() -> now, new Random(1));

  @Test
  void anIdIsAUuidOfVersionSevenWithTheTime() {
    UUID id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
  }

  @Test
  void eachIdIsAfterTheOneBeforeAlsoInOneMillisecondAndWhenTheClockIsSetBack() {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next());
      if (i == 5000) {
        now = now.minusSeconds(86_400);
      }
    }

    for (int i = 1; i < made.size(); i++) {
      assertThat(JobIds.isBefore(made.get(i - 1), made.get(i))).isTrue();
      assertThat(JobIds.isBefore(made.get(i), made.get(i - 1))).isFalse();
      assertThat(made.get(i).version()).isEqualTo(7);
    }
  }

  @Test
  void twoRunsInTheSameMillisecondShareNoId() {
    JobIds other = new JobIds(() -> now, new Random(2));

    HashSet<UUID> all = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      all.add(ids.next());
      all.add(other.next());
    }

    assertThat(all).hasSize(2000);
  }
}
