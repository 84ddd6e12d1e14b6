package dev.interleave.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdealTest {
  private static final Job.Worker WORKER = new Job.Worker(1, "a thread", true, false);

  @Test
  void equalCallsWithFewPermitsGoInWaves() {
    List<MeasuredCall> calls = IntStream.range(0, 10).mapToObj(i -> call(0, i, 100)).toList();

    assertThat(Ideal.makespan(calls, 1, false)).isEqualTo(1000);
    assertThat(Ideal.makespan(calls, 4, false)).isEqualTo(300);
    assertThat(Ideal.makespan(calls, 10, false)).isEqualTo(100);
    assertThat(Ideal.makespan(calls, 20_000, false)).isEqualTo(100);
  }

  @Test
  void aCallTakesTheFirstPermitThatIsFree() {
    List<MeasuredCall> calls =
        List.of(call(0, 0, 50), call(0, 1, 10), call(0, 2, 30), call(0, 3, 20));

    assertThat(Ideal.makespan(calls, 2, false)).isEqualTo(60);
  }

  @Test
  void atARateNoCallStartsBeforeItIsDue() {
    List<MeasuredCall> calls = List.of(call(0, 5, 10), call(100, 105, 10), call(200, 205, 10));

    assertThat(Ideal.makespan(calls, 8, true)).isEqualTo(210);
    assertThat(Ideal.makespan(calls, 8, false)).isEqualTo(10);
  }

  @Test
  void callsThatWereNeverMadeDoNotCount() {
    MeasuredCall expired =
        new MeasuredCall(1, JobState.EXPIRED, Optional.empty(), false, 0, 500, 500);

    assertThat(Ideal.makespan(List.of(expired), 1, false)).isZero();
    assertThat(Ideal.mostAtOnce(List.of(expired))).isZero();
  }

  @Test
  void oneAfterTheOtherIsOneAtATime() {
    List<MeasuredCall> calls = List.of(call(0, 0, 10), call(0, 10, 10), call(0, 20, 10));

    assertThat(Ideal.mostAtOnce(calls)).isEqualTo(1);
  }

  @Test
  void callsThatOverlapAreSideBySide() {
    List<MeasuredCall> calls =
        List.of(call(0, 0, 100), call(0, 10, 20), call(0, 15, 50), call(0, 40, 5));

    assertThat(Ideal.mostAtOnce(calls)).isEqualTo(3);
  }

  private static MeasuredCall call(long due, long started, long ran) {
    return new MeasuredCall(
        1, JobState.SUCCEEDED, Optional.of(WORKER), false, due, started, started + ran);
  }
}
