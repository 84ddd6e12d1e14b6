package dev.interleave.experiment;

import dev.interleave.jobs.JobState;
import dev.interleave.values.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which contenders are slower than the fastest, in a few sentences. A difference of makespans is
 * called only where their intervals part: then it is larger than the noise.
 */
public final class Conclusion {
  private static final double AS_A_FACTOR = 2;

  private final Experiment experiment;
  private final List<Result> byMakespan;

  private Conclusion(Experiment experiment) {
    this.experiment = experiment;
    this.byMakespan =
        experiment.results().stream()
            .filter(Conclusion::hasSucceeded)
            .sorted(Comparator.comparing(result -> result.speed().makespan().median()))
            .toList();
  }

  /** The sentences on what has been measured so far; none if there is nothing to compare. */
  public static List<String> of(Experiment experiment) {
    return new Conclusion(experiment).sentences();
  }

  /**
   * Whether a result's makespan is another than that of the fastest, as far as the runs can tell.
   * Without a call that succeeded, nothing is compared.
   */
  public static boolean isCalled(Result result, Experiment experiment) {
    List<Result> all = new Conclusion(experiment).byMakespan;
    return hasSucceeded(result) && !all.isEmpty() && isApart(result, all.getFirst());
  }

  private List<String> sentences() {
    if (byMakespan.isEmpty() && !experiment.results().isEmpty()) {
      return List.of("No call has succeeded, so nothing is compared.");
    }
    if (byMakespan.size() < 2) {
      return List.of();
    }
    Result fastest = byMakespan.getFirst();
    if (fastest.speed().makespan().interval().isEmpty()) {
      return List.of(
          "No difference is called: that takes %d repetitions of each."
              .formatted(MedianInterval.needed(experiment.workload().pairs())));
    }
    List<Result> alike = byMakespan.stream().filter(each -> !isApart(each, fastest)).toList();
    List<String> sentences = new ArrayList<>();
    if (alike.size() > 1) {
      sentences.add(
          "No difference shown between %s: %s."
              .formatted(
                  names(alike),
                  alike.stream()
                      .map(each -> Durations.rounded(each.speed().makespan().median()))
                      .collect(Collectors.joining(", "))));
    } else {
      sentences.add(
          "%s is the fastest: %s."
              .formatted(
                  fastest.strategy(), Durations.rounded(fastest.speed().makespan().median())));
    }
    byMakespan.stream()
        .filter(each -> isApart(each, fastest))
        .forEach(each -> sentences.add(slower(each, fastest)));
    return sentences;
  }

  private static String slower(Result result, Result fastest) {
    Spread slow = result.speed().makespan();
    double times =
        (double) slow.median().toNanos()
            / Math.max(1, fastest.speed().makespan().median().toNanos());
    String how =
        times < AS_A_FACTOR
            ? String.format(Locale.ROOT, "%.0f %% longer", (times - 1) * 100)
            : String.format(Locale.ROOT, "%.1f times as long", times);
    return "%s takes %s: %s.".formatted(result.strategy(), how, Durations.rounded(slow.median()));
  }

  private static boolean hasSucceeded(Result result) {
    return result.ends().count(JobState.SUCCEEDED) > 0;
  }

  private static boolean isApart(Result one, Result other) {
    return one.speed().makespan().differsFrom(other.speed().makespan());
  }

  private static String names(List<Result> results) {
    List<String> names = results.stream().map(Result::strategy).toList();
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
