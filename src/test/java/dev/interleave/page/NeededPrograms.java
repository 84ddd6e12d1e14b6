package dev.interleave.page;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips test classes whose programs are not installed, and says once what to install. */
final class NeededPrograms implements ExecutionCondition {
  private static final boolean FORBIDDEN = "forbidden".equals(System.getProperty("skips"));

  /** Surefire keeps System.err in a file; it passes on what goes past that. */
  private static final PrintStream CONSOLE =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ConditionEvaluationResult result =
        AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
            .map(needs -> evaluate(needs, System.getenv("PATH"), FORBIDDEN))
            .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    if (result.isDisabled()) {
      result
          .getReason()
          .filter(TOLD::add)
          .ifPresent(reason -> CONSOLE.println("[WARNING] " + reason));
    }
    return result;
  }

  static ConditionEvaluationResult evaluate(Needs needs, String path, boolean forbidden) {
    List<Program> missing =
        Stream.of(needs.programs()).filter(program -> program.in(path).isEmpty()).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all programs are installed");
    }
    if (forbidden) {
      return ConditionEvaluationResult.enabled("a skip is forbidden");
    }
    return ConditionEvaluationResult.disabled(
        "Skipped %s: no %s on the PATH. Debian: apt-get install %s"
            .formatted(
                needs.what(),
                list(missing, Program::command, " and no "),
                list(missing, Program::debianPackage, " ")));
  }

  private static String list(
      List<Program> programs, Function<Program, String> name, String separator) {
    return programs.stream().map(name).distinct().collect(Collectors.joining(separator));
  }
}
