package dev.interleave.guard;

import dev.interleave.monitor.BlockedReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Places that may block a loop, and which of them have. Any thread may call. */
final class Exemptions {
  static final Exemptions NONE = new Exemptions(Set.of());

  private static final String PART = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
  private static final Pattern NAME = Pattern.compile(PART + "(\\." + PART + ")*(\\.<init>)?");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private final Set<String> all;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  private Exemptions(Set<String> all) {
    this.all = all;
  }

  /**
   * None of them used yet.
   *
   * @throws IllegalArgumentException if one is no name of a package, a class or a method
   */
  static Exemptions of(List<String> names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "exempt: '%s'; allowed: a package, a class or a method, as com.acme.Legacy.load"
                .formatted(name));
      }
    }
    return new Exemptions(new LinkedHashSet<>(names));
  }

  List<String> all() {
    return List.copyOf(all);
  }

  List<String> unused() {
    List<String> unused = new ArrayList<>(all);
    unused.removeAll(used);
    return List.copyOf(unused);
  }

  /** Whether a block went through one of them, by the stack that was seen most often. */
  boolean cover(BlockedReport block) {
    List<StackTraceElement> frames =
        block.longest().map(BlockedReport.Stack::frames).orElse(List.of());
    List<String> matching =
        all.stream()
            .filter(name -> frames.stream().anyMatch(frame -> isWithin(name, frame)))
            .toList();
    used.addAll(matching);
    return !matching.isEmpty();
  }

  private static boolean isWithin(String name, StackTraceElement frame) {
    String method = LAMBDA.matcher(frame.getMethodName()).replaceFirst("$1");
    String place = frame.getClassName() + "." + method;
    return place.startsWith(name)
        && (place.length() == name.length() || ".$".indexOf(place.charAt(name.length())) >= 0);
  }
}
