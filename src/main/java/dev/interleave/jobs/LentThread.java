package dev.interleave.jobs;

/**
 * A thread as it was before a call. What the call has changed of it is put back, because the thread
 * belongs to a pool or a loop.
 */
record LentThread(Thread thread, String name, int priority, ClassLoader loader) {
  /** The calling thread as it is. */
  static LentThread current() {
    Thread thread = Thread.currentThread();
    return new LentThread(
        thread, thread.getName(), thread.getPriority(), thread.getContextClassLoader());
  }

  /** On the same thread. Its interrupt is cleared by the bulkhead. */
  @SuppressWarnings("ThreadPriorityCheck") // It is not relied on, but put back.
  void putBack() {
    if (!thread.getName().equals(name)) {
      thread.setName(name);
    }
    if (thread.getPriority() != priority) {
      thread.setPriority(priority);
    }
    thread.setContextClassLoader(loader);
  }
}
