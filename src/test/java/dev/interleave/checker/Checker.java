package dev.interleave.checker;

import dev.interleave.checker.Said.Accepted;
import dev.interleave.checker.Said.Called;
import dev.interleave.checker.Said.NotAccepted;
import dev.interleave.checker.Said.Stands;
import dev.interleave.checker.Said.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through a history, which has to end when every job should have its final state, and says
 * what was promised and not kept.
 */
public final class Checker {
  private Checker() {}

  /** What is wrong, a line for each; empty if all promises were kept. */
  public static List<String> violations(List<Said> history) {
    Map<String, List<Said>> byTag = new LinkedHashMap<>();
    history.forEach(said -> byTag.computeIfAbsent(said.tag(), tag -> new ArrayList<>()).add(said));
    List<String> wrong = new ArrayList<>();
    byTag.forEach((tag, life) -> check(life).forEach(each -> wrong.add(tag + ": " + each)));
    return wrong;
  }

  private static List<String> check(List<Said> life) {
    Optional<Accepted> accepted =
        life.stream().filter(Accepted.class::isInstance).map(Accepted.class::cast).findFirst();
    List<String> wrong = new ArrayList<>();
    if (life.stream()
            .filter(Accepted.class::isInstance)
            .map(said -> ((Accepted) said).id())
            .distinct()
            .count()
        > 1) {
      wrong.add("one key stands for two jobs");
    }
    wrong.addAll(afterTheEnd(life));
    accepted.ifPresent(job -> wrong.addAll(promised(job, life)));
    return wrong;
  }

  /** What was told, and has to hold from then on. */
  private static List<String> afterTheEnd(List<Said> life) {
    List<String> wrong = new ArrayList<>();
    Optional<Stands> end = Optional.empty();
    for (Said said : life) {
      if (said instanceof Stands now) {
        if (end.isPresent() && !end.get().equals(now)) {
          wrong.add("was %s, and then %s".formatted(end.get(), now));
        }
        end = now.isFinal() ? Optional.of(now) : end;
      }
    }
    return wrong;
  }

  private static List<String> promised(Accepted job, List<Said> life) {
    List<String> wrong = new ArrayList<>();
    long calls = life.stream().filter(Called.class::isInstance).count();
    if (life.stream().anyMatch(Unknown.class::isInstance)) {
      wrong.add("was accepted, and is lost");
    }
    if (life.stream().anyMatch(NotAccepted.class::isInstance)) {
      wrong.add("was accepted and refused");
    }
    Optional<Stands> last =
        life.stream()
            .filter(Stands.class::isInstance)
            .map(Stands.class::cast)
            .reduce((earlier, later) -> later);
    if (last.isEmpty() || !last.get().isFinal()) {
      wrong.add("was accepted, and has no final state");
      return wrong;
    }
    if (!job.repeatable() && calls > 1) {
      wrong.add("may be called once, and was called %d times".formatted(calls));
    }
    if (calls > last.get().attempt()) {
      wrong.add("was called %d times in %d attempts".formatted(calls, last.get().attempt()));
    }
    if (last.get().state().equals("succeeded") && calls == 0) {
      wrong.add("has succeeded, and was never called");
    }
    return wrong;
  }
}
