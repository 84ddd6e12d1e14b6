package dev.interleave.jobs;

/** What a call threw, as plain text: reading it runs none of the call's code. */
final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Job.Failure failure;

  /** Called on the thread of the call. */
  CallFailedException(Throwable thrown) {
    super(null, null, false, false);
    failure = Job.Failure.of(thrown);
  }

  Job.Failure failure() {
    return failure;
  }
}
