package dev.interleave.work;

import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kind of a plug-in. What it declares is read once, when it is loaded. From then on its code
 * runs only in its calls, on their threads, with its class loader as the context class loader.
 */
final class PlugInKind implements Kind {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final String NAMES =
      "a lower-case letter, then lower-case letters, digits and hyphens, 64 in all at the most";

  /** Parameters of the requests that take the arguments of a kind. */
  static final Set<String> RESERVED =
      Set.of(
          "strategy",
          "wait",
          "kind",
          "strategies",
          "jobs",
          "concurrency",
          "rate",
          "warmup",
          "repetitions",
          "seed",
          "pools",
          "dry-run");

  private static final int DESCRIPTION = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(PlugInKind.class);

  private final Kind kind;
  private final ClassLoader loader;
  private final String name;
  private final String description;
  private final List<Argument<?>> arguments;
  private final boolean repeatable;

  /**
   * Reads what {@code kind} declares.
   *
   * @throws InvalidValueException if that cannot be used; and whatever {@code kind} throws
   */
  PlugInKind(Kind kind, ClassLoader loader) {
    this.kind = kind;
    this.loader = loader;
    name = name("name()", kind.name());
    description = description("description()", kind.description());
    arguments = arguments(kind.arguments());
    repeatable = kind.isRepeatable();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<Argument<?>> arguments() {
    return arguments;
  }

  @Override
  public boolean isRepeatable() {
    return repeatable;
  }

  @Override
  public Object run(Arguments given) throws Exception {
    return within(loader, () -> kind.run(given));
  }

  /** The name of the plug-in's class. */
  String className() {
    return kind.getClass().getName();
  }

  /** Closes the instance of the plug-in. A failure is logged, and nothing else. */
  @Override
  public void close() {
    close(kind, loader);
  }

  static void close(Kind kind, ClassLoader loader) {
    try {
      within(
          loader,
          () -> {
            kind.close();
            return null;
          });
    } catch (Throwable unclosed) {
      LOG.warn("{} cannot be closed: {}", kind.getClass().getName(), Reason.of(unclosed));
    }
  }

  /** Runs a plug-in's code where the libraries that it brings find their own services. */
  static <T> T within(ClassLoader loader, Callable<T> code) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return code.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String name(String of, String name) {
    if (name == null) {
      throw InvalidValueException.missing(of, NAMES);
    }
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(of, name, NAMES);
    }
    return name;
  }

  private static String description(String of, String description) {
    if (description == null || description.isBlank()) {
      throw InvalidValueException.missing(of, "a sentence");
    }
    return PlainText.cut(description, DESCRIPTION);
  }

  private static List<Argument<?>> arguments(List<Argument<?>> declared) {
    if (declared == null) {
      throw InvalidValueException.missing("arguments()", "a list, which may be empty");
    }
    Set<String> names = new HashSet<>(RESERVED);
    List<Argument<?>> arguments = List.copyOf(declared);
    return arguments.stream().<Argument<?>>map(argument -> argument(argument, names)).toList();
  }

  private static <T extends Comparable<? super T>> Argument<T> argument(
      Argument<T> argument, Set<String> taken) {
    String name = name("the name of an argument", argument.name());
    if (!taken.add(name)) {
      throw new InvalidValueException(
          "the name of an argument",
          name,
          RESERVED.contains(name)
              ? "one that is no parameter of a request itself, as this one is"
              : "each once");
    }
    if (argument.allowed() == null) {
      throw InvalidValueException.missing("what is allowed for " + name, "one of Allowed's");
    }
    if (argument.defaultValue() == null) {
      throw InvalidValueException.missing("the default of " + name, argument.allowed().toString());
    }
    if (!argument.allowed().allows(argument.defaultValue())) {
      throw new InvalidValueException(
          "the default of " + name, argument.printedDefault(), argument.allowed().toString());
    }
    return new Argument<>(
        name,
        argument.allowed(),
        argument.defaultValue(),
        description("the description of " + name, argument.description()));
  }
}
