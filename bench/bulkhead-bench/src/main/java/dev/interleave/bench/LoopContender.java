package dev.interleave.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Called from an event loop.
 *
 * @param call makes one call, on {@code loop}; its future completes there
 */
record LoopContender(String name, String bare, Context loop, Supplier<Future<?>> call)
    implements Contender {
  @Override
  public Figures measure(Effort effort) throws Exception {
    return new Figures(
        Flood.callsPerSecond(loop, call, effort.floodSeconds()),
        Serial.p50Micros(loop, call, effort.serialCalls()));
  }
}
