package dev.interleave.bulkhead;

import java.util.Map;
import org.slf4j.MDC;

/** Carries SLF4J's diagnostic context ({@code MDC}) over to the call. */
final class Diagnostics implements ContextCarrier {
  @Override
  public Captured capture() {
    Map<String, String> callers = MDC.getCopyOfContextMap();
    return () -> attach(callers);
  }

  private static Runnable attach(Map<String, String> callers) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    if (callers != null || before != null) {
      put(callers);
    }
    return () -> put(before);
  }

  private static void put(Map<String, String> values) {
    if (values == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(values);
    }
  }
}
