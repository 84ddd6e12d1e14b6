package dev.interleave.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Vert.x's own meters. No label has what a client made up: a path is told by its route, and a
 * method that no route has by the word {@code other}.
 */
final class VertxMeters {
  private static final String METHOD = "method";
  private static final Tags OTHER = Tags.of(METHOD, "other");
  private static final Map<String, Tags> METHODS =
      Stream.of(
              HttpMethod.GET,
              HttpMethod.HEAD,
              HttpMethod.POST,
              HttpMethod.PUT,
              HttpMethod.DELETE,
              HttpMethod.OPTIONS)
          .map(HttpMethod::name)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), it -> Tags.of(METHOD, it)));

  /**
   * Sizes cost more than they tell: no request has a body, and answers are small. The active
   * requests are wrong: one that cannot be read, or whose body has not come, stays among them.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "vertx.http.server.request.bytes",
          "vertx.http.server.response.bytes",
          "vertx.http.server.active.requests");

  private VertxMeters() {}

  static Vertx open(MeterRegistry registry, String name, VertxOptions options) {
    CompositeMeterRegistry named = new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry));
    named
        .config()
        .commonTags("vertx", name)
        .meterFilter(MeterFilter.deny(id -> LEFT_OUT.contains(id.getName())));
    return Vertx.builder()
        .with(options.setMetricsOptions(metered()))
        .withMetrics(new MicrometerMetricsFactory(named))
        .build();
  }

  private static MicrometerMetricsOptions metered() {
    return new MicrometerMetricsOptions()
        .setEnabled(true)
        // Vert.x keeps registries by name for the whole process.
        .setRegistryName(UUID.randomUUID().toString())
        .setLabels(EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME))
        // Only the strategy worker-verticle uses the event bus, and its bulkhead tells the same.
        // Only the simulated users have an HTTP client, and the timeline tells how they fare.
        .setDisabledMetricsCategories(
            Set.of(MetricsDomain.EVENT_BUS.toCategory(), MetricsDomain.HTTP_CLIENT.toCategory()))
        .setServerRequestTagsProvider(VertxMeters::method);
  }

  private static Tags method(HttpRequest request) {
    return METHODS.getOrDefault(request.method().name(), OTHER);
  }
}
