package dev.interleave.faults;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What the clients of one process were answered, and the jobs that it has accepted. */
final class Ledger {
  private static final Set<String> FINAL =
      Set.of("succeeded", "failed", "cancelled", "timed-out", "expired");

  private final Map<Integer, Long> answers = new ConcurrentSkipListMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();

  /** Any answer; one that has a job is noted with the job's state. */
  void note(String method, String target, Answer answer) {
    answers.merge(answer.status(), 1L, Long::sum);
    boolean started = method.equals("POST") && target.startsWith("/jobs/");
    if (started && (answer.status() == 200 || answer.status() == 202)) {
      job(answer.json());
    }
  }

  /** A job as it was seen; one that was never accepted before an observer counts as well. */
  void job(JsonObject job) {
    states.merge(
        id(job), job.getString("state"), (before, now) -> FINAL.contains(before) ? before : now);
  }

  /** A state of a job that may be of somebody else. */
  void update(JsonObject job) {
    if (states.containsKey(id(job))) {
      job(job);
    }
  }

  static String id(JsonObject job) {
    return String.valueOf(job.getValue("id"));
  }

  Set<String> accepted() {
    return states.keySet();
  }

  List<String> withoutEnd() {
    return states.entrySet().stream()
        .filter(job -> !FINAL.contains(job.getValue()))
        .map(job -> job.getKey() + " " + job.getValue())
        .toList();
  }

  Map<String, Long> byState() {
    return states.values().stream()
        .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
  }

  Map<String, Long> byStatus() {
    return answers.entrySet().stream()
        .collect(Collectors.toMap(entry -> "× " + entry.getKey(), Map.Entry::getValue));
  }

  long answered(int status) {
    return answers.getOrDefault(status, 0L);
  }

  /** Answers that say that the service itself is at fault. */
  long serverErrors() {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500 && entry.getKey() != 503)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
