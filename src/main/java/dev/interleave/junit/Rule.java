package dev.interleave.junit;

import dev.interleave.guard.LoopGuard;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What is asked for.
 *
 * @param place what it is asked for: a method, a class, or all tests
 * @param name how to call it in messages
 * @param limitName what the limit is called there
 * @param limit as it is written
 * @param exempt the exemptions
 */
record Rule(
    ExtensionContext place, String name, String limitName, String limit, List<String> exempt) {
  private static final Pattern LIMIT = Pattern.compile("(\\d{1,9})(ms|s|m)");

  /** What holds for a test: its own, or that of the class around it, or that of all. */
  static Optional<Rule> of(ExtensionContext test) {
    return Stream.iterate(Optional.of(test), Optional::isPresent, at -> at.get().getParent())
        .flatMap(at -> annotated(at.get()).stream())
        .findFirst()
        .or(() -> everywhere(test.getRoot()));
  }

  /**
   * A guard that does what is asked for.
   *
   * @throws ExtensionConfigurationException if that is not allowed
   */
  LoopGuard guard() {
    Matcher matcher = LIMIT.matcher(limit.strip());
    if (!matcher.matches()) {
      throw new ExtensionConfigurationException(
          "%s: %s: '%s'; allowed: a number with ms, s or m, as 20ms"
              .formatted(name, limitName, limit));
    }
    long number = Long.parseLong(matcher.group(1));
    Duration parsed =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        };
    try {
      return LoopGuard.longerThan(parsed).exempt(exempt.toArray(String[]::new));
    } catch (IllegalArgumentException notAllowed) {
      throw new ExtensionConfigurationException(name + ": " + notAllowed.getMessage(), notAllowed);
    }
  }

  private static Optional<Rule> annotated(ExtensionContext place) {
    return AnnotationSupport.findAnnotation(place.getElement(), LoopNotBlocked.class)
        .map(rule ->
            new Rule(
                outermost(place),
                "@LoopNotBlocked on " + place.getElement().map(Rule::name).orElse(""),
                "longerThan",
                rule.longerThan(),
                List.of(rule.exempt())));
  }

  /** A test that runs many times, with parameters for one, has a place of its own for each. */
  private static ExtensionContext outermost(ExtensionContext place) {
    return place
        .getParent()
        .filter(parent -> parent.getElement().equals(place.getElement()))
        .map(Rule::outermost)
        .orElse(place);
  }

  private static Optional<Rule> everywhere(ExtensionContext root) {
    return root.getConfigurationParameter(LoopNotBlockedExtension.EVERYWHERE)
        .map(limit ->
            new Rule(
                root,
                "junit-platform.properties",
                LoopNotBlockedExtension.EVERYWHERE,
                limit,
                root.getConfigurationParameter(LoopNotBlockedExtension.EXEMPT_EVERYWHERE)
                    .map(exempt -> List.of(exempt.strip().split("\\s*,\\s*")))
                    .orElse(List.of())));
  }

  private static String name(AnnotatedElement element) {
    return element instanceof Class<?> type ? type.getName() : element.toString();
  }
}
