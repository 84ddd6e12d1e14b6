package dev.interleave.metrics;

import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobRequest;
import dev.interleave.jobs.JobState;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Collection;

/** Counts jobs by what became of them. Any thread may call. */
public final class JobMeters {
  private static final String REJECTED = "rejected";

  private final Counter jobs;

  JobMeters(PrometheusRegistry registry, Collection<String> kinds, Collection<String> strategies) {
    jobs =
        Counters.in(
            registry,
            "interleave_jobs_total",
            "Jobs that have their final state, which is their outcome, and rejected ones.",
            "kind",
            "strategy",
            "outcome");
    for (String kind : kinds) {
      for (String strategy : strategies) {
        jobs.initLabelValues(kind, strategy, REJECTED);
        Arrays.stream(JobState.values())
            .filter(JobState::isFinal)
            .forEach(outcome -> jobs.initLabelValues(kind, strategy, outcome.toString()));
      }
    }
  }

  /** Something happened to a job. */
  public void changed(JobEvent event) {
    if (event.type() == JobEvent.Type.FINISHED) {
      count(
          event.job().asked().kind(),
          event.job().asked().strategy(),
          event.job().state().toString());
    }
  }

  /** A job was not accepted. */
  public void rejected(JobRequest request) {
    count(request.kind().name(), request.strategy(), REJECTED);
  }

  private void count(String kind, String strategy, String outcome) {
    jobs.labelValues(kind, strategy, outcome).inc();
  }
}
