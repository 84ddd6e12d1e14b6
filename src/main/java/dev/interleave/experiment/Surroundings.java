package dev.interleave.experiment;

import dev.interleave.bulkhead.Time;
import dev.interleave.jobs.Jobs;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.timeline.Timeline;
import io.vertx.core.Context;
import java.time.InstantSource;

/**
 * What experiments need of the service.
 *
 * @param here the service's context
 */
public record Surroundings(
    Jobs jobs,
    LoopUnderTest loop,
    LoopMonitor monitor,
    Timeline timeline,
    Context here,
    Time time,
    InstantSource clock) {}
