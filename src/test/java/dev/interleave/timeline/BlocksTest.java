package dev.interleave.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.bulkhead.CallState;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import dev.interleave.monitor.BlockedReport.Parts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final LoopUnderTest loop = LoopUnderTest.start(Vertx::vertx).await();
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
    assertThat(heard.getFirst().start()).isEqualTo(START);
    assertThat(heard.getFirst().length()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aBlockThatAJobBeganIsAsLongAsTheJobSays() {
    blocks.add(call(1, own.threadId(), 4, 100));

    blocks.add(block(1, 30, 0, 70));

    BlockReport report = heard.getFirst();
    assertThat(report.start()).isEqualTo(START.plusMillis(4));
    assertThat(report.parts()).isEqualTo(parts(96, 0, 0));
  }

  @Test
  void aJobThatCameLateInABlockDidNotBeginIt() {
    blocks.add(call(1, own.threadId(), 60, 100));

    blocks.add(block(1, 0, 0, 100));

    BlockReport report = heard.getFirst();
    assertThat(report.start()).isEqualTo(START);
    assertThat(report.parts()).isEqualTo(parts(40, 0, 60));
    assertThat(report.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void manyJobsOneAfterTheOtherAreACallAllTheWhile() {
    for (long i = 0; i < 10; i++) {
      blocks.add(call(i, own.threadId(), 10 * i, 10 * i + 10));
    }

    blocks.add(block(1, 0, 0, 100));

    assertThat(heard.getFirst().cause()).isEqualTo(Cause.CALL);
    assertThat(heard.getFirst().job()).isEmpty();
  }

  @Test
  void aJobIsNotBlamedForTheTimeThatTheProcessStoodStill() {
    blocks.add(call(1, own.threadId(), 0, 100));

    blocks.add(block(1, 10, 80, 10));

    BlockReport report = heard.getFirst();
    assertThat(report.job()).map(Job::id).hasValue(1L);
    assertThat(report.parts()).isEqualTo(parts(20, 80, 0));
    assertThat(report.cause()).isEqualTo(Cause.MACHINE);
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

  private static Parts parts(long call, long machine, long unknown) {
    return new Parts(
        Duration.ofMillis(call),
        Duration.ZERO,
        Duration.ofMillis(machine),
        Duration.ofMillis(unknown));
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
                0, START, Optional.of(START.plusMillis(from)), Optional.of(START.plusMillis(to))));
    return new JobEvent(JobEvent.Type.FINISHED, START.plusMillis(to), job);
  }

  private BlockedReport block(long number) {
    return block(number, 100, 0, 0);
  }

  /** Of 100 ms, from START, give or take 5. */
  private BlockedReport block(long number, long call, long machine, long unknown) {
    return new BlockedReport(
        number,
        loop.loop(),
        START,
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        true,
        new Parts(
            Duration.ofMillis(call),
            Duration.ZERO,
            Duration.ofMillis(machine),
            Duration.ofMillis(unknown)),
        List.of());
  }
}
