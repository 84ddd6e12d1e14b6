package dev.interleave.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** {@code %plain(…)} in a pattern: what stands in it is one line, whoever gave it. */
public final class PlainConverter extends CompositeConverter<ILoggingEvent> {
  /** Made by logback, from its configuration. */
  public PlainConverter() {}

  @Override
  protected String transform(ILoggingEvent line, String text) {
    return Escapes.of(text);
  }
}
