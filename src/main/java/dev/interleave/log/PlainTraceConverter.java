package dev.interleave.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code %plainTrace} in a pattern: the stack trace, each of its lines indented, with messages that
 * stay on their lines.
 */
public final class PlainTraceConverter extends ThrowableProxyConverter {
  private static final String INDENT = "    ";

  /** Made by logback, from its configuration. */
  public PlainTraceConverter() {}

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(new Plain(thrown))
        .lines()
        .map(line -> INDENT + line.replace("\t", INDENT) + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** The same, with its messages escaped. */
  private record Plain(IThrowableProxy thrown) implements IThrowableProxy {
    @Override
    public @Nullable String getMessage() {
      String message = thrown.getMessage();
      return message == null ? null : Escapes.of(message);
    }

    @Override
    public @Nullable String getOverridingMessage() {
      String message = thrown.getOverridingMessage();
      return message == null ? null : Escapes.of(message);
    }

    @Override
    public String getClassName() {
      return Escapes.of(thrown.getClassName());
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
      IThrowableProxy cause = thrown.getCause();
      return cause == null ? null : new Plain(cause);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      IThrowableProxy[] suppressed = thrown.getSuppressed();
      return suppressed == null
          ? new IThrowableProxy[0]
          : Stream.of(suppressed).map(Plain::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }
  }
}
