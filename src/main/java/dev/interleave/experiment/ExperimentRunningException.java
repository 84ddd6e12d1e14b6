package dev.interleave.experiment;

/** There is one experiment at a time, and one is under way. */
public final class ExperimentRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExperimentRunningException(Experiment experiment) {
    super(
        "experiment %d is running, and there is one at a time; DELETE /experiments/%d cancels it"
            .formatted(experiment.id(), experiment.id()));
  }
}
