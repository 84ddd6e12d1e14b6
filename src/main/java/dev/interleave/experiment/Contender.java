package dev.interleave.experiment;

import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of those that are compared: a strategy, and the arguments of its calls.
 *
 * @param written the strategy's name, with the arguments that are its own, as in {@code
 *     virtual-thread(duration=22ms)}
 * @param number 1 for the first that is written so, and one more for each
 */
public record Contender(String written, int number, OpenStrategy strategy, Arguments arguments) {
  private static final String ALL = "all";
  private static final int MOST = 12;
  private static final Pattern COMMA_OUTSIDE = Pattern.compile(",(?![^(]*\\))");
  private static final Pattern FORM = Pattern.compile("([^()]*)\\(([^()]*)\\)");
  private static final Pattern BRACKET = Pattern.compile("[()]");
  private static final Pattern ASSIGNMENT = Pattern.compile("([^=]+)=(.*)");

  /**
   * Reads what is to be compared.
   *
   * @param written {@code all}, or strategies separated by commas, each with arguments of its own
   *     in parentheses if it has any
   * @param given the arguments that all have unless they have their own
   * @throws InvalidValueException for a strategy that is not open, too many of them, and arguments
   *     that are not allowed
   */
  public static List<Contender> all(
      String written, OpenStrategies strategies, Kind kind, Map<String, String> given) {
    if (written.equals(ALL)) {
      return strategies.all().stream()
          .filter(OpenStrategy::enabled)
          .map(each -> new Contender(each.name(), 1, each, Arguments.of(kind.arguments(), given)))
          .toList();
    }
    List<String> each = List.of(COMMA_OUTSIDE.split(written, -1));
    if (each.size() > MOST) {
      throw new InvalidValueException("strategies", written, "up to %d".formatted(MOST));
    }
    Map<String, Integer> names = new HashMap<>();
    List<Contender> all = new ArrayList<>();
    for (String one : each) {
      int number = names.merge(one, 1, Integer::sum);
      all.add(read(one, number, strategies, kind, given));
    }
    return List.copyOf(all);
  }

  /**
   * As it is written; one that is there already gets its number, as in {@code virtual-thread#2}.
   */
  public String name() {
    return number == 1 ? written : "%s#%d".formatted(written, number);
  }

  private static Contender read(
      String written, int number, OpenStrategies strategies, Kind kind, Map<String, String> given) {
    Matcher form = FORM.matcher(written);
    boolean hasOwn = form.matches();
    if (!hasOwn && BRACKET.matcher(written).find()) {
      throw new InvalidValueException(
          "strategies",
          written,
          "arguments between ( and ), as in virtual-thread(duration=22ms); here a bracket is not"
              + " closed or not opened");
    }
    Map<String, String> arguments = new LinkedHashMap<>(given);
    if (hasOwn) {
      for (String own : form.group(2).split(",", -1)) {
        Matcher assignment = ASSIGNMENT.matcher(own);
        if (!assignment.matches()) {
          throw new InvalidValueException(
              "strategies", written, "arguments in parentheses, as in (duration=20ms)");
        }
        arguments.put(assignment.group(1), assignment.group(2));
      }
    }
    return new Contender(
        written,
        number,
        strategies.require("strategies", hasOwn ? form.group(1) : written),
        Arguments.of(kind.arguments(), arguments));
  }
}
