package dev.interleave.format;

import dev.interleave.experiment.Contender;
import dev.interleave.experiment.Pools;
import dev.interleave.experiment.Workload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an experiment was asked for, as a query: the parameters of {@code POST /experiments} that
 * repeat it, the seed among them.
 */
public final class ExperimentQuery {
  private ExperimentQuery() {}

  /** Without a question mark. A shell takes it as it is between single quotes. */
  public static String of(Workload workload) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("kind", workload.kind().name());
    query.putAll(workload.arguments().written());
    query.put(
        "strategies",
        workload.contenders().stream().map(Contender::written).collect(Collectors.joining(",")));
    query.put("jobs", String.valueOf(workload.jobs()));
    if (workload.pools() == Pools.CONFIGURED) {
      query.put("pools", workload.pools().toString());
    }
    workload
        .concurrency()
        .ifPresent(inFlight -> query.put("concurrency", String.valueOf(inFlight)));
    workload.rate().ifPresent(perSecond -> query.put("rate", String.valueOf(perSecond)));
    workload.warmup().ifPresent(jobs -> query.put("warmup", String.valueOf(jobs)));
    query.put("repetitions", String.valueOf(workload.repetitions()));
    query.put("seed", String.valueOf(workload.seed()));
    return query.entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A comma separates names, and is read better as it is. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2C", ",");
  }
}
