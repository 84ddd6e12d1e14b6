package dev.interleave.experiment;

import dev.interleave.bulkhead.Time;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Looks at the memory of the process again and again, and keeps the most that it has seen. */
final class Resident {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Time time;
  private OptionalLong most = OptionalLong.empty();
  private Runnable alarm = () -> {};

  private Resident(Time time) {
    this.time = time;
  }

  static Resident watch(Time time) {
    Resident resident = new Resident(time);
    resident.look();
    return resident;
  }

  void stop() {
    alarm.run();
  }

  /** The most bytes that were seen, where the system tells. */
  OptionalLong most() {
    return most;
  }

  private void look() {
    most = Stream.of(most, Usage.resident()).flatMapToLong(OptionalLong::stream).max();
    alarm = time.after(BETWEEN_LOOKS, this::look);
  }
}
