package dev.interleave.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.bulkhead.Time;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.Origin;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration LENGTH = Duration.ofMillis(100);

  private final LoopUnderTest loop = LoopUnderTest.start(Vertx::vertx).await();
  private final List<BlockReport> heard = new ArrayList<>();

  /** A block from START on is told right after it. */
  private Instant now = START.plus(LENGTH);

  private final Time time =
      new Time() {
        @Override
        public long nanoTime() {
          return LENGTH.toNanos();
        }

        @Override
        public Runnable after(Duration delay, Runnable action) {
          throw new AssertionError("nobody waits");
        }
      };

  private final Blocks blocks = new Blocks(2, loop.loop(), time, () -> now, heard::add);
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

    assertThat(heard.getFirst().job()).map(Job::number).hasValue(2L);
    assertThat(heard.getFirst().block().start()).isEqualTo(START);
    assertThat(heard.getFirst().length()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aBlockThatAJobBeganIsAsLongAsTheJobSays() {
    blocks.add(call(1, own.threadId(), 4, 100));

    blocks.add(block(1, 30, 0, 70));

    BlockReport report = heard.getFirst();
    assertThat(report.block().start()).isEqualTo(START.plusMillis(4));
    assertThat(report.block().parts()).isEqualTo(parts(96, 0, 0));
  }

  @Test
  void aJobThatCameLateInABlockDidNotBeginIt() {
    blocks.add(call(1, own.threadId(), 60, 100));

    blocks.add(block(1, 0, 0, 100));

    BlockReport report = heard.getFirst();
    assertThat(report.block().start()).isEqualTo(START);
    assertThat(report.block().parts()).isEqualTo(parts(40, 0, 60));
    assertThat(report.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void manyJobsOneAfterTheOtherAreACallAllTheWhile() {
    for (long i = 0; i < 10; i++) {
      blocks.add(call(i, own.threadId(), 10 * i, 10 * i + 10));
    }

    blocks.add(block(1, 0, 0, 100));

    assertThat(heard.getFirst().cause()).isEqualTo(Cause.CALL);
    assertThat(heard.getFirst().jobs()).isEqualTo(10);
    assertThat(heard.getFirst().job()).isEmpty();
  }

  @Test
  void aJobIsNotBlamedForTheTimeThatTheProcessStoodStill() {
    blocks.add(call(1, own.threadId(), 0, 100));

    blocks.add(block(1, 10, 80, 10));

    BlockReport report = heard.getFirst();
    assertThat(report.job()).map(Job::number).hasValue(1L);
    assertThat(report.block().parts()).isEqualTo(parts(20, 80, 0));
    assertThat(report.cause()).isEqualTo(Cause.MACHINE);
  }

  @Test
  void aJobIsNotBlamedEitherIfItIsNotKnownWhyTheProcessStoodStill() {
    blocks.add(call(1, own.threadId(), 0, 100));

    blocks.add(block(1, START, true, 10, 0, 90, 80));

    BlockReport report = heard.getFirst();
    assertThat(report.block().parts()).isEqualTo(parts(20, 0, 80));
    assertThat(report.cause()).isEqualTo(Cause.UNKNOWN);
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

  @Test
  void aJobIsFoundAlthoughTheWallClockWasSetBackSinceItBegan() {
    Instant setBack = START.minus(Duration.ofDays(1));
    now = setBack.plus(LENGTH);
    blocks.add(call(1, own.threadId(), 2, 100));

    blocks.add(block(1, setBack, true));

    assertThat(heard.getFirst().job()).map(Job::number).hasValue(1L);
    assertThat(heard.getFirst().block().start()).isEqualTo(setBack.plusMillis(2));
    assertThat(heard.getFirst().nanoTime()).isEqualTo(Duration.ofMillis(2).toNanos());
  }

  @Test
  void aBlockDuringWhichTheWallClockIsSetBeganWhenItWasNoticedToHaveBegun() {
    blocks.add(block(1, START, false));
    now = now.minus(Duration.ofDays(1));
    blocks.add(call(1, own.threadId(), 0, 100));

    blocks.add(block(1, START, true));

    assertThat(heard).extracting(BlockReport::nanoTime).containsExactly(0L, 0L);
    assertThat(heard.getLast().job()).map(Job::number).hasValue(1L);
  }

  private static Parts parts(long call, long machine, long unknown) {
    return new Parts(
        Duration.ofMillis(call),
        Duration.ZERO,
        Duration.ofMillis(machine),
        Duration.ofMillis(unknown));
  }

  private JobEvent call(long number, long thread, long from, long to) {
    Job job =
        new Job(
            new UUID(0, number),
            number,
            1,
            new Job.Asked("sleep", Map.of(), "any", Origin.of("r1")),
            JobState.SUCCEEDED,
            new Job.Answer(Optional.empty(), Optional.empty(), 0),
            Optional.of(new Job.Worker(thread, own.getName(), false, false)),
            false,
            new Job.Times(
                0, START, Optional.of(START.plusMillis(from)), Optional.of(START.plusMillis(to))));
    return new JobEvent(
        JobEvent.Type.FINISHED, START.plusMillis(to), Duration.ofMillis(to).toNanos(), job);
  }

  private BlockedReport block(long number) {
    return block(number, 100, 0, 0);
  }

  /** Of 100 ms, from START, give or take 5. */
  private BlockedReport block(long number, long call, long machine, long unknown) {
    return block(number, START, true, call, machine, unknown);
  }

  private BlockedReport block(long number, Instant start, boolean over) {
    return block(number, start, over, 100, 0, 0);
  }

  private BlockedReport block(
      long number, Instant start, boolean over, long call, long machine, long unknown) {
    return block(number, start, over, call, machine, unknown, machine);
  }

  private BlockedReport block(
      long number, Instant start, boolean over, long call, long machine, long unknown, long stood) {
    return new BlockedReport(
        number,
        loop.loop(),
        start,
        Duration.ofMillis(5),
        LENGTH,
        over,
        new Parts(
            Duration.ofMillis(call),
            Duration.ZERO,
            Duration.ofMillis(machine),
            Duration.ofMillis(unknown)),
        Duration.ofMillis(call),
        Duration.ofMillis(stood),
        List.of());
  }
}
