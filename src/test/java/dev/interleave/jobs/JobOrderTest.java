package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred jobs by one strategy, with the default settings: how they start and end. */
class JobOrderTest {
  private static final int JOBS = 100;

  @RegisterExtension static final TestService SERVICE = new TestService();

  @Test
  void orderedJobsRunOneAfterTheOther() {
    List<String> events = startsAndEnds("execute-blocking-ordered", "5ms");

    List<Long> ids = idsOf(events, "started");
    assertThat(ids).isSorted();
    assertThat(events)
        .containsExactlyElementsOf(
            ids.stream().flatMap(id -> Stream.of("started " + id, "finished " + id)).toList());
  }

  @Test
  void twentyWorkersRunTwentyJobsAtATime() {
    List<String> events = startsAndEnds("execute-blocking", "500ms");

    // The twenty-first job starts after the first end, and so on: never more than twenty run.
    assertThat(Collections.max(runningAfterEach(events))).isEqualTo(20);
    assertThat(events.subList(0, 20)).allMatch(event -> event.startsWith("started"));
    List<Long> ids = idsOf(events, "started");
    List<Long> accepted = ids.stream().sorted().toList();
    // Permits are given in the order of acceptance; threads that get theirs together may race.
    assertThat(ids)
        .allSatisfy(
            id -> assertThat(Math.abs(ids.indexOf(id) - accepted.indexOf(id))).isLessThan(20));
  }

  @Test
  void virtualThreadsRunThemAllAtOnce() {
    List<String> events = startsAndEnds("virtual-thread", "1s");

    assertThat(events.subList(0, JOBS)).allMatch(event -> event.startsWith("started"));
  }

  /** Of jobs that are all accepted before the loop, which is to call them, is free to. */
  private static List<String> startsAndEnds(String strategy, String duration) {
    List<String> events = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    try (EventReader timeline = SERVICE.open("/timeline")) {
      long holds = SERVICE.postJson("/jobs/sleep?duration=10s&strategy=event-loop").getLong("id");
      for (int i = 0; i < JOBS; i++) {
        ids.add(
            SERVICE
                .postJson("/jobs/sleep?duration=%s&strategy=%s".formatted(duration, strategy))
                .getLong("id"));
      }
      SERVICE.delete("/jobs/" + holds);
      while (events.size() < 2 * JOBS) {
        EventReader.Event event =
            timeline.next(any -> any.name().equals("started") || any.name().equals("finished"));
        long id = event.data().getJsonObject("job").getLong("id");
        if (ids.contains(id)) {
          events.add(event.name() + " " + id);
        }
      }
    }
    return events;
  }

  private static List<Long> idsOf(List<String> events, String name) {
    return events.stream()
        .filter(event -> event.startsWith(name))
        .map(event -> Long.valueOf(event.substring(name.length() + 1)))
        .toList();
  }

  private static List<Integer> runningAfterEach(List<String> events) {
    List<Integer> running = new ArrayList<>();
    int now = 0;
    for (String event : events) {
      now += event.startsWith("started") ? 1 : -1;
      running.add(now);
    }
    return running;
  }
}
