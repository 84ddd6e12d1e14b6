package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** As context variables follow {@code to_thread}, the name of a request follows its call. */
class RequestNameTest {
  @RegisterExtension static final TestService SERVICE = new TestService();

  private final Logger logger = (Logger) LoggerFactory.getLogger(NamedCall.class);
  private final Map<String, String> threadOfRequest = new ConcurrentHashMap<>();
  private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          contexts.add(line.getMDCPropertyMap());
          threadOfRequest.put(line.getMDCPropertyMap().get("requestId"), line.getThreadName());
        }
      };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.DEBUG);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void theTraceOfARequestStandsInItsJobAndInTheLogLinesOfItsThread() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    JsonObject job =
        TestService.json(SERVICE.post("/jobs/sleep?duration=1ms&wait=9s", "traceparent", trace));
    JsonObject without =
        TestService.json(SERVICE.post("/jobs/sleep?duration=1ms&wait=9s", "traceparent", "00-x"));
    SERVICE.post("/scenarios/lazy?seconds=50ms&interval=10ms", "traceparent", trace);

    assertThat(job.getString("traceparent")).isEqualTo(trace);
    assertThat(without.getValue("traceparent")).isNull();
    assertThat(contexts)
        .extracting(context -> context.get("traceparent"), context -> context.get("traceId"))
        .startsWith(
            tuple(trace, "4bf92f3577b34da6a3ce929d0e0e4736"),
            tuple(null, null),
            tuple(trace, "4bf92f3577b34da6a3ce929d0e0e4736"));
  }

  @Test
  void theNameOfARequestStandsInTheLogLinesOfItsThread() {
    for (String strategy : new String[] {"event-loop", "execute-blocking", "worker-verticle"}) {
      SERVICE.post(
          "/jobs/sleep?duration=1ms&wait=9s&strategy=" + strategy,
          "X-Request-Id",
          "by-" + strategy);
    }

    assertThat(threadOfRequest.get("by-event-loop")).isEqualTo("loop-under-test");
    assertThat(threadOfRequest.get("by-execute-blocking")).startsWith("execute-blocking-");
    assertThat(threadOfRequest.get("by-worker-verticle")).startsWith("worker-verticle-");
  }
}
