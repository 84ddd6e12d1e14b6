package dev.interleave.config;

import dev.interleave.values.Allowed;
import dev.interleave.values.InvalidValueException;
import dev.interleave.values.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The settings as flat text, {@code ticker.interval} → {@code 500ms}. A file overrides the
 * defaults, and the environment overrides both. Only keys that have a default are known. What
 * {@code strategies.defaults} says holds for each strategy whose own section does not say
 * otherwise.
 */
final class Keys {
  private static final String DEFAULTS = "/interleave.yaml";
  private static final String PREFIX = "INTERLEAVE_";
  private static final String FILE = PREFIX + "CONFIG";
  private static final String USUAL_FILE = "conf/interleave.yaml";
  private static final String STRATEGIES = "strategies.";
  private static final String SHARED = STRATEGIES + "defaults.";
  private static final String KNOWN = "the keys of " + USUAL_FILE;

  private final Path folder;
  private final Map<String, String> values;

  private Keys(Path folder, Map<String, String> values) {
    this.folder = folder;
    this.values = values;
  }

  /**
   * Reads them all.
   *
   * @param strategies the names of the strategies, which may have sections
   */
  static Keys load(Path folder, Map<String, String> environment, Collection<String> strategies)
      throws IOException {
    Map<String, String> values = defaults();
    Map<String, String> shared = shared(values.keySet(), strategies);
    Set<String> known = new LinkedHashSet<>(values.keySet());
    known.addAll(shared.keySet());
    Path file = folder.resolve(environment.getOrDefault(FILE, USUAL_FILE));
    if (environment.containsKey(FILE) || Files.exists(file)) {
      override(values, known, parse(file.toString(), read(file)));
    }
    override(values, known, fromEnvironment(known, environment));
    shared.forEach((key, common) -> values.putIfAbsent(key, values.get(common)));
    return new Keys(folder, values);
  }

  Set<String> all() {
    return values.keySet();
  }

  String text(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  int integer(String key, long min, long max) {
    return Allowed.integer(min, max).parse(key, text(key)).intValue();
  }

  int size(String key, long min, long max) {
    return Allowed.size(min, max).parse(key, text(key)).intValue();
  }

  String choice(String key, String... choices) {
    return Allowed.choice(choices).parse(key, text(key));
  }

  boolean bool(String key) {
    return Allowed.bool().parse(key, text(key));
  }

  Duration duration(String key, Duration min, Duration max) {
    return Allowed.duration(min, max).parse(key, text(key));
  }

  /**
   * Words that are separated by commas, in lower case; none if the text is empty.
   *
   * @param one what each has to look like
   * @param allowed the same for people
   */
  Set<String> words(String key, Pattern one, String allowed) {
    Set<String> words = new LinkedHashSet<>();
    if (!text(key).isBlank()) {
      for (String word : text(key).toLowerCase(Locale.ROOT).split(",", -1)) {
        if (!one.matcher(word.strip()).matches()) {
          throw new InvalidValueException(key, word, allowed);
        }
        words.add(word.strip());
      }
    }
    return Set.copyOf(words);
  }

  /**
   * A text that looks as it has to.
   *
   * @param allowed the same for people
   */
  String matching(String key, Pattern form, String allowed) {
    if (!form.matcher(text(key)).matches()) {
      throw new InvalidValueException(key, text(key), allowed);
    }
    return text(key);
  }

  /** A secret, which may be empty. The error does not say what it was. */
  Secret secret(String key) {
    if (!Secret.isAllowed(text(key))) {
      throw new InvalidValueException(key, "(not shown)", Secret.ALLOWED);
    }
    return new Secret(text(key));
  }

  /** A path from where the service is started. */
  Path path(String key) {
    try {
      if (!text(key).isBlank()) {
        return folder.resolve(text(key));
      }
    } catch (InvalidPathException notOne) {
      // as no path at all
    }
    throw new InvalidValueException(key, text(key), "the path of a folder");
  }

  private static Map<String, String> defaults() throws IOException {
    try (InputStream resource = Keys.class.getResourceAsStream(DEFAULTS)) {
      return parse(DEFAULTS, new String(resource.readAllBytes()));
    }
  }

  /** Each key that a strategy may have, with the key that holds for all strategies. */
  private static Map<String, String> shared(Set<String> keys, Collection<String> strategies) {
    Map<String, String> shared = new LinkedHashMap<>();
    for (String strategy : strategies) {
      keys.stream()
          .filter(key -> key.startsWith(SHARED))
          .forEach(
              key -> shared.put(STRATEGIES + strategy + "." + key.substring(SHARED.length()), key));
    }
    return shared;
  }

  private static void override(
      Map<String, String> values, Set<String> known, Map<String, String> others) {
    others.forEach((key, value) -> {
      if (!known.contains(key)) {
        throw InvalidValueException.unknown(key, value, KNOWN);
      }
      values.put(key, value);
    });
  }

  private static Map<String, String> fromEnvironment(
      Set<String> keys, Map<String, String> environment) {
    Map<String, String> byVariable = new LinkedHashMap<>();
    keys.forEach(key -> byVariable.put(variable(key), key));
    Map<String, String> overrides = new LinkedHashMap<>();
    environment.forEach((variable, value) -> {
      if (variable.startsWith(PREFIX) && !variable.equals(FILE)) {
        String key = byVariable.get(variable);
        if (key == null) {
          throw InvalidValueException.unknown(
              variable, value, KNOWN + ", written as " + PREFIX + "…");
        }
        overrides.put(key, value.strip());
      }
    });
    return overrides;
  }

  private static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new InvalidValueException(
          FILE, file.toString(), "a text file that is there and can be read");
    }
  }

  private static Map<String, String> parse(String source, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    Map<String, String> flat = new LinkedHashMap<>();
    try {
      flatten(source, "", new Yaml(new SafeConstructor(options)).load(yaml), flat);
    } catch (MarkedYAMLException e) {
      throw new InvalidValueException(
          source, "line " + (e.getProblemMark().getLine() + 1), "YAML; " + e.getProblem());
    } catch (YAMLException e) {
      throw new InvalidValueException(source, "what it holds", "YAML without aliases");
    }
    return flat;
  }

  private static void flatten(String source, String key, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> section) {
      section.forEach((name, below) ->
          flatten(source, key.isEmpty() ? "" + name : key + "." + name, below, flat));
    } else if (!key.isEmpty() && value != null) {
      flat.put(key, value.toString());
    } else if (value != null) {
      throw new InvalidValueException(
          source, value.toString(), "sections with keys, as in " + DEFAULTS);
    }
  }
}
