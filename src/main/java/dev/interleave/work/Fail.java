package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Work that goes wrong: holds the thread for a while and then throws. */
public final class Fail implements Kind {
  /** How long it holds the thread before it throws. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofMillis(500),
          "how long it holds its thread before it throws");

  @Override
  public String name() {
    return "fail";
  }

  @Override
  public String description() {
    return "Holds its thread for a while and then throws an exception.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION);
  }

  /** Never returns. */
  @Override
  public Object run(Arguments arguments) throws IOException, InterruptedException {
    Thread.sleep(arguments.get(DURATION));
    throw new IOException("failed as asked");
  }
}
