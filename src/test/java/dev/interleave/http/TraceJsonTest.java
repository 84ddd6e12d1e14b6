package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.experiment.Call;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Workload;
import dev.interleave.loop.Percentiles;
import dev.interleave.offload.State;
import dev.interleave.work.Arguments;
import dev.interleave.work.Sleep;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an experiment's trace makes of calls that a real one has only now and then. */
class TraceJsonTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0);

  @Test
  void aCallThatSeemsToBeginWithinTheLastOnItsThreadFollowsItAndLastsAsLongAsItTook() {
    List<JsonObject> slices =
        events(
            "X",
            call(1, State.SUCCEEDED, Optional.of("a"), 10_000, 25_999),
            call(2, State.SUCCEEDED, Optional.of("a"), 20_000, 50_500),
            call(3, State.SUCCEEDED, Optional.of("b"), 20_000, 50_500));

    assertThat(slices).extracting(slice -> slice.getLong("ts")).containsExactly(10L, 25L, 20L);
    assertThat(slices).extracting(slice -> slice.getLong("dur")).containsExactly(15L, 30L, 30L);
  }

  @Test
  void aJobThatNeverRanIsAnInstantOfItsRunAndOfNoThread() {
    List<JsonObject> instants =
        events("I", call(1, State.EXPIRED, Optional.empty(), 70_000, 70_000));

    assertThat(instants).hasSize(1);
    assertThat(instants.getFirst().getString("name")).isEqualTo("job expired");
    assertThat(instants.getFirst().getString("s")).isEqualTo("p");
    assertThat(instants.getFirst().getLong("ts")).isEqualTo(70);
  }

  private static List<JsonObject> events(String phase, Call... calls) {
    return new JsonObject(TraceJson.of(experiment(List.of(calls))))
        .getJsonArray("traceEvents").stream()
            .map(JsonObject.class::cast)
            .filter(event -> event.getString("ph").equals(phase))
            .toList();
  }

  private static Call call(long job, State state, Optional<String> thread, long start, long end) {
    return new Call(job, state, thread, 0, start, end);
  }

  private static Experiment experiment(List<Call> calls) {
    Duration zero = Duration.ZERO;
    Run run = new Run("any", 1, 1, BEGUN, zero, zero, zero, calls, List.of(), List.of());
    Result.Late late = new Result.Late(0, 0, NONE, NONE);
    Result result =
        new Result(
            "any",
            Map.of(),
            0,
            new Result.Spread(zero, zero, zero),
            zero,
            0,
            1,
            1,
            1,
            1,
            false,
            NONE,
            NONE,
            late,
            late,
            new Result.Ticks(0, 0),
            0,
            zero,
            0,
            0,
            0,
            OptionalLong.empty(),
            List.of(run));
    Sleep kind = new Sleep();
    Workload workload =
        new Workload(
            kind,
            Arguments.of(kind.arguments(), Map.of()),
            List.of(),
            calls.size(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            0,
            1,
            1,
            "test");
    return new Experiment(
        1,
        workload,
        Experiment.State.FINISHED,
        BEGUN,
        Optional.of(BEGUN),
        new Experiment.Progress(1, 1, "any", 1, false, calls.size(), calls.size()),
        List.of(result));
  }
}
