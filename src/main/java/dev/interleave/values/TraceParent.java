package dev.interleave.values;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's place in a distributed trace, as the header {@code traceparent} of W3C Trace Context
 * says it.
 *
 * @param written in the form of version 00
 */
public record TraceParent(String written) {
  private static final int TRACE_ID = 3;
  private static final int TRACE_ID_END = 35;

  /** Those that are known: sampled, and random. */
  private static final int FLAGS = 0x03;

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)(?<version>[0-9a-f]{2})-(?<ids>(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16})"
              + "-(?<flags>[0-9a-f]{2})(?<more>-.*)?");

  /**
   * Reads the values of the header. One that is malformed, or that comes more than once, counts as
   * none, as the standard wants it. Of a later version, what version 00 knows is taken.
   */
  public static Optional<TraceParent> of(List<String> headers) {
    if (headers.size() != 1) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(headers.getFirst());
    if (!form.matches()) {
      return Optional.empty();
    }
    if (form.group("version").equals("00")) {
      return form.group("more") == null
          ? Optional.of(new TraceParent(headers.getFirst()))
          : Optional.empty();
    }
    int flags = Integer.parseInt(form.group("flags"), 16) & FLAGS;
    return Optional.of(new TraceParent("00-%s-%02x".formatted(form.group("ids"), flags)));
  }

  /** The trace's own id: 32 hexadecimal digits. */
  public String traceId() {
    return written.substring(TRACE_ID, TRACE_ID_END);
  }
}
