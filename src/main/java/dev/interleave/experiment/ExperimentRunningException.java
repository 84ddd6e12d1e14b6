package dev.interleave.experiment;

/** An experiment cannot start, because another one is running. */
public final class ExperimentRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExperimentRunningException(Experiment experiment) {
    super(
        "experiment %d is running, and only one runs at a time; DELETE /experiments/%d cancels it"
            .formatted(experiment.id(), experiment.id()));
  }
}
