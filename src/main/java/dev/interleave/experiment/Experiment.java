package dev.interleave.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An experiment as it stands at a moment. Immutable.
 *
 * @param estimate how long it was to take, before it began
 * @param results one for each contender that has had a run, in the order asked for
 */
public record Experiment(
    long id,
    Workload workload,
    Estimate estimate,
    State state,
    Instant started,
    Optional<Instant> finished,
    Progress progress,
    List<Result> results) {

  /** What becomes of an experiment. */
  public enum State {
    /** It is under way. */
    RUNNING,
    /** Every run was measured. */
    FINISHED,
    /** It was stopped by a request, or because the service stops. */
    CANCELLED,
    /** It took longer than an experiment may. */
    TIMED_OUT,
    /** It ended by a fault of the service. */
    FAILED;

    /** As it is written: in lower case, with hyphens. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How far it is.
   *
   * @param run which run is under way, from 1
   * @param runs how many there are
   * @param strategy the name of the contender whose turn it is
   * @param warmsUp whether the jobs that are not measured are under way
   * @param done jobs of these that have ended or were rejected
   * @param jobs how many of these there are
   */
  public record Progress(
      int run, int runs, String strategy, int repetition, boolean warmsUp, int done, int jobs) {}

  /** What its watchers are told. */
  public sealed interface Event {
    /**
     * A step forward.
     *
     * @param steps how many steps of {@link #STEPS} are new
     */
    record Progressed(Progress progress, int steps) implements Event {}

    /** A run is over: the result of its strategy as it is now. */
    record Measured(Experiment experiment, Result result) implements Event {}

    /** It is over. */
    record Ended(Experiment experiment) implements Event {}
  }

  /** Into how many steps a run is divided. */
  public static final int STEPS = 20;
}
