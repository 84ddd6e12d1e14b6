package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.interleave.TestService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
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
