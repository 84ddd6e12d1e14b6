package dev.interleave.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.bulkhead.CallState;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.monitor.BlockedReport;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Instant BEAT = Instant.parse("2026-01-01T00:00:00Z");

  private final LoopUnderTest loop = LoopUnderTest.start().await();
  private final List<BlockReport> heard = new ArrayList<>();
  private final Blocks blocks = new Blocks(2, loop.loop(), heard::add);
  private final Thread own =
      loop.call(vertx -> Future.succeededFuture(Thread.currentThread())).await();

  @AfterEach
  void close() {
    loop.close().await();
  }

  @Test
  void aBlockIsOfTheJobThatHeldTheLoopForMostOfItAndBeganWithIt() {
    blocks.add(call(1, own.threadId(), 0, 20));
    blocks.add(call(2, own.threadId(), 20, 100));

    blocks.add(block(1));

    assertThat(heard.getFirst().job()).map(Job::id).hasValue(2L);
    assertThat(heard.getFirst().start()).isEqualTo(BEAT);
    assertThat(heard.getFirst().length()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aThreadThatIsOnlyCalledAsTheLoopIsHasNothingToDoWithIt() {
    blocks.add(call(1, Thread.currentThread().threadId(), 0, 100));

    blocks.add(block(1));

    assertThat(heard.getFirst().job()).isEmpty();
  }

  @Test
  void theLastBlocksAreKept() {
    List.of(1L, 2L, 3L).forEach(number -> blocks.add(block(number)));

    assertThat(blocks.newestFirst())
        .extracting(report -> report.block().number())
        .containsExactly(3L, 2L);
  }

  private JobEvent call(long id, long thread, long from, long to) {
    Job job =
        new Job(
            id,
            new Job.Asked("sleep", Map.of(), "any", "r1"),
            CallState.SUCCEEDED,
            new Job.Answer(Optional.empty(), Optional.empty()),
            Optional.of(new Job.Worker(thread, own.getName(), false, false)),
            false,
            new Job.Times(
                0, BEAT, Optional.of(BEAT.plusMillis(from)), Optional.of(BEAT.plusMillis(to))));
    return new JobEvent(JobEvent.Type.FINISHED, BEAT.plusMillis(to), job);
  }

  private BlockedReport block(long number) {
    return new BlockedReport(
        number,
        loop.loop(),
        BEAT,
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        true,
        new BlockedReport.Parts(
            Duration.ofMillis(100), Duration.ZERO, Duration.ZERO, Duration.ZERO),
        List.of());
  }
}
