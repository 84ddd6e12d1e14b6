package dev.interleave.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A request.
 *
 * @param headers names and values by turns
 */
record Request(String method, String target, List<String> headers) {
  Request with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Request(method, target, more);
  }

  String[] headerLines() {
    return headers.toArray(String[]::new);
  }
}
