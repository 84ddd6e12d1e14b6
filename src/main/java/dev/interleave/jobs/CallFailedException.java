package dev.interleave.jobs;

/** What a call threw, as something that runs nobody's code when it is looked at. */
final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Job.Failure failure;

  /** Made on the thread of the call. */
  CallFailedException(Throwable thrown) {
    super(null, null, false, false);
    failure = Job.Failure.of(thrown);
  }

  Job.Failure failure() {
    return failure;
  }
}
