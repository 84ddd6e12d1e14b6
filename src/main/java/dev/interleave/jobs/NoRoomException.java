package dev.interleave.jobs;

/** A strategy has no room for one more job. Nothing of it is kept. */
public final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoRoomException(String strategy, int room) {
    super(
        "%s: the queue is full; jobs running and waiting: %d, which is all that is allowed"
            .formatted(strategy, room),
        null,
        false,
        false);
  }
}
