package dev.interleave.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.interleave.values.PlainText;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** What {@code conf/logback.xml} makes of lines that somebody has chosen with care. */
class LogTextTest {
  private static final String EVIL = "a\r\n12:00:00.000 ERROR forged\u001b[31m\u2028b\u202ec\ud800";
  private static final String PLAIN =
      "a\\r\\n12:00:00.000 ERROR forged\\u001b[31m\\u2028b\\u202ec\\ud800";

  @Test
  void aLineOfTextStaysOneWhateverIsInIt() {
    List<String> lines = logged("text", null);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains(" ERROR [t" + PLAIN + "] ", "m" + PLAIN, "r" + PLAIN);
  }

  @Test
  void theLinesOfAStackTraceAreIndentedAndItsMessagesStayOnTheirs() {
    Exception cause = new IllegalArgumentException("cause" + EVIL);
    cause.addSuppressed(new IllegalStateException("suppressed" + EVIL));
    List<String> lines = logged("text", new RuntimeException("thrown" + EVIL, cause));

    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    assertThat(lines)
        .contains("    java.lang.RuntimeException: thrown" + PLAIN)
        .contains("    Caused by: java.lang.IllegalArgumentException: cause" + PLAIN)
        .anyMatch(line ->
            line.endsWith("Suppressed: java.lang.IllegalStateException: suppressed" + PLAIN))
        .anyMatch(line -> line.startsWith("        at dev.interleave.log.LogTextTest"));
  }

  @Test
  void aLineOfJsonIsAnObjectWithTheNameOfTheRequest() {
    List<String> lines = logged("json", new RuntimeException("thrown" + EVIL));

    assertThat(lines).hasSize(1);
    JsonObject line = new JsonObject(lines.getFirst());
    assertThat(line.getString("formattedMessage")).isEqualTo("m" + wellFormed(EVIL));
    assertThat(line.getString("level")).isEqualTo("ERROR");
    assertThat(line.getJsonObject("mdc").getMap())
        .isEqualTo(Map.of("requestId", "r" + wellFormed(EVIL)));
    assertThat(line.getJsonObject("throwable").getString("message"))
        .isEqualTo("thrown" + wellFormed(EVIL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "größer → 測試 👍🏽", "\\n"})
  void whatIsPlainStaysAsItIs(String text) {
    assertThat(Escapes.of(text)).isEqualTo(text);
  }

  private static String wellFormed(String text) {
    return PlainText.cut(text, text.length());
  }

  /** The lines that one event becomes, in a context of its own that the file configures. */
  private static List<String> logged(String format, Throwable thrown) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter((ch.qos.logback.classic.util.LogbackMDCAdapter) MDC.getMDCAdapter());
    context.putProperty("log.format", format);
    configure(context);
    NeverBlockingAppender log =
        (NeverBlockingAppender) context.getLogger("ROOT").getAppender("log");
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) log.getAppender("console");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    console.setOutputStream(bytes);
    Encoder<ILoggingEvent> encoder = console.getEncoder();
    assertThat(encoder).isNotNull();
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName("t" + EVIL);
    MDC.put("requestId", "r" + EVIL);
    try {
      context.getLogger(LogTextTest.class).error("m" + EVIL, thrown);
      assertThat(log.flush(Duration.ofMinutes(1))).isTrue();
    } finally {
      MDC.remove("requestId");
      thread.setName(name);
      context.stop();
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void configure(LoggerContext context) {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Path.of("conf/logback.xml").toFile());
    } catch (JoranException e) {
      throw new AssertionError(e);
    }
  }
}
