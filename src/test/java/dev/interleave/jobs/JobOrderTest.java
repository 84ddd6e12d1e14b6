package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
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

    List<Long> numbers = numbersOf(events, "started");
    assertThat(numbers).isSorted();
    assertThat(events)
        .containsExactlyElementsOf(
            numbers.stream()
                .flatMap(number -> Stream.of("started " + number, "finished " + number))
                .toList());
  }

  @Test
  void twentyWorkersRunTwentyJobsAtATime() {
    List<String> events = startsAndEnds("execute-blocking", "500ms");

    // The twenty-first job starts after the first end, and so on: never more than twenty run.
    assertThat(Collections.max(runningAfterEach(events))).isEqualTo(20);
    assertThat(events.subList(0, 20)).allMatch(event -> event.startsWith("started"));
    List<Long> numbers = numbersOf(events, "started");
    List<Long> accepted = numbers.stream().sorted().toList();
    // Permits are given in the order of acceptance; threads that get theirs together may race.
    assertThat(numbers)
        .allSatisfy(number ->
            assertThat(Math.abs(numbers.indexOf(number) - accepted.indexOf(number)))
                .isLessThan(20));
  }

  @Test
  void virtualThreadsRunThemAllAtOnce() {
    List<String> events = startsAndEnds("virtual-thread", "1s");

    assertThat(events.subList(0, JOBS)).allMatch(event -> event.startsWith("started"));
  }

  /** Of jobs that are all accepted before the loop, which is to call them, is free to. */
  private static List<String> startsAndEnds(String strategy, String duration) {
    List<String> events = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (EventReader timeline = SERVICE.open("/timeline")) {
      String holds =
          SERVICE.postJson("/jobs/sleep?duration=10s&strategy=event-loop").getString("id");
      for (int i = 0; i < JOBS; i++) {
        ids.add(
            SERVICE
                .postJson("/jobs/sleep?duration=%s&strategy=%s".formatted(duration, strategy))
                .getString("id"));
      }
      SERVICE.delete("/jobs/" + holds);
      while (events.size() < 2 * JOBS) {
        EventReader.Event event =
            timeline.next(any -> any.name().equals("started") || any.name().equals("finished"));
        JsonObject job = event.data().getJsonObject("job");
        if (ids.contains(job.getString("id"))) {
          events.add(event.name() + " " + job.getLong("number"));
        }
      }
    }
    return events;
  }

  private static List<Long> numbersOf(List<String> events, String name) {
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
