package dev.interleave.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Python's {@code asyncio.to_thread}, in a process of its own that lives as long as one round.
 *
 * @param script prints the figures as JSON
 * @param threads 0 for asyncio's default executor
 */
record AsyncioContender(String name, String bare, Path script, int threads) implements Contender {
  @Override
  public Figures measure(Effort effort) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "python3",
                script.toString(),
                Integer.toString(threads),
                Integer.toString(Effort.IN_FLIGHT),
                Double.toString(effort.floodSeconds()),
                Integer.toString(effort.serialCalls()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (python.waitFor() != 0) {
      throw new IOException(script + " has failed");
    }
    JsonObject figures = new JsonObject(printed);
    return new Figures(figures.getDouble("callsPerSecond"), figures.getDouble("serialP50Micros"));
  }
}
