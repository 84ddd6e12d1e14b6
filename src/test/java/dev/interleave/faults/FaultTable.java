package dev.interleave.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test its {@link Seen}, and makes the table of what all have seen. The table is written
 * to {@code target}; when the suite has run as a whole and in full, to {@code docs} as well.
 */
final class FaultTable
    implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(FaultTable.class);
  private static final Path TARGET = Path.of("target", "faults.md");
  private static final Path DOCS = Path.of("docs", "faults.md");

  /** A row; failed if it says why. */
  private record Row(
      Chapter chapter, String family, String fault, String promise, Seen seen, String failure) {}

  /** All rows of this run. JUnit closes it when the last test has ended. */
  private static final class Rows implements AutoCloseable {
    private final List<Row> rows = new ArrayList<>();

    @Override
    public void close() throws IOException {
      String page = page(rows);
      Files.createDirectories(TARGET.getParent());
      Files.writeString(TARGET, page);
      if (Scale.isFull() && rows.size() == faults()) {
        Files.writeString(DOCS, page);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Seen.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return seen(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    rows(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().orElse(null) instanceof TestAbortedException) {
      return; // It was skipped; without its row, the page in docs stays as it is.
    }
    Class<?> family = context.getRequiredTestClass();
    Fault fault = context.getRequiredTestMethod().getAnnotation(Fault.class);
    rows(context)
        .rows
        .add(
            new Row(
                family.getAnnotation(Faults.class).value(),
                family.getSimpleName(),
                fault.value(),
                fault.promise(),
                seen(context),
                context.getExecutionException().map(FaultTable::reason).orElse("")));
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + ": " + failure.getCause().getMessage();
  }

  private static Seen seen(ExtensionContext context) {
    return context.getStore(HERE).computeIfAbsent(Seen.class, key -> new Seen(), Seen.class);
  }

  private static Rows rows(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(Rows.class, key -> new Rows(), Rows.class);
  }

  /** How many rows the suite has. */
  private static int faults() {
    return ReflectionSupport.findAllClassesInPackage(
            FaultTable.class.getPackageName(),
            type -> type.isAnnotationPresent(Faults.class),
            name -> true)
        .stream()
        .mapToInt(family ->
            AnnotationSupport.findAnnotatedMethods(
                    family, Fault.class, HierarchyTraversalMode.TOP_DOWN)
                .size())
        .sum();
  }

  private static String page(List<Row> rows) {
    StringBuilder page = new StringBuilder();
    long kept = rows.stream().filter(row -> row.failure().isEmpty()).count();
    page.append(
        """
        # Faults

        `mvn verify -Pfaults` does each of these things to the jar, in a process of its own, and writes this page: what is promised, and what
        was seen. Every figure is from that run.

        After every fault, this holds as well, unless a row says otherwise: the service answers; every job that a client has seen accepted has
        a final state; no answer is a 5xx, other than the 503 of a service that stops or was told not to be ready; the ticker ticks on; and
        threads, descriptors and the heap after a full collection are back at their level. That level is read after a first use of every
        part. The JVM may add 8 threads (compilers, collectors, carriers), 4 descriptors (libraries, when their first class is needed), and 12 MiB
        of classes and caches; a job that is kept may take 4 KiB.

        | of this run | |
        |---|---|
        | rows | %d, and %d as promised |
        | machine | %d processors, %s |
        | Java | %s |
        """
            .formatted(
                rows.size(),
                kept,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                Runtime.version()));
    for (Chapter chapter : Chapter.values()) {
      List<Row> inChapter =
          rows.stream()
              .filter(row -> row.chapter() == chapter)
              .sorted(Comparator.comparing(Row::family).thenComparing(Row::fault))
              .toList();
      if (!inChapter.isEmpty()) {
        page.append("\n## ").append(chapter.title()).append("\n\n");
        page.append("| fault | what is promised | what was seen |\n|---|---|---|\n");
        inChapter.forEach(row -> page.append(line(row)));
      }
    }
    return page.toString();
  }

  private static String line(Row row) {
    String failed =
        row.failure().isEmpty() ? "" : "**not as promised: " + cell(row.failure()) + "** ";
    return "| %s | %s | %s%s |\n"
        .formatted(
            row.fault(),
            row.promise(),
            failed,
            row.seen().facts().stream()
                .map(FaultTable::cell)
                .reduce((one, other) -> one + "; " + other)
                .orElse(""));
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }
}
