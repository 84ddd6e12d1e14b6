package dev.interleave.kit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Map;

/** The kit knows nothing of the service, and its packages know of each other what is said here. */
@AnalyzeClasses(packages = "dev.interleave", importOptions = ImportOption.DoNotIncludeTests.class)
class KitArchitectureTest {
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      resideInAnyPackage("java..", "io.vertx.core..", "org.HdrHistogram..", "org.slf4j..")
          .and(not(resideInAnyPackage("io.vertx.core..impl..", "io.vertx.core.internal..")));

  /** What a package uses beside itself and the libraries. */
  private static final Map<String, List<String>> PACKAGE_USES =
      Map.of(
          "dev.interleave.monitor",
          List.of("io.netty.util.concurrent..", "com.sun.management..", "javax.management.."),
          "dev.interleave.guard",
          List.of("dev.interleave.monitor.."),
          "dev.interleave.junit",
          List.of("dev.interleave.guard..", "org.junit.jupiter.api..", "org.junit.platform.."));

  /** The classes that need more than the public API of Vert.x, and what they need. */
  private static final Map<String, List<String>> CLASS_USES =
      Map.of(
          "dev.interleave.bulkhead.Contexts",
          List.of("io.vertx.core.internal.."),
          "dev.interleave.monitor.EventLoops",
          List.of("io.vertx.core.internal.."),
          "dev.interleave.monitor.Log",
          List.of("io.vertx.core.internal.logging.."));

  @ArchTest
  static void aPackageUsesItselfAndTheLibraries(JavaClasses all) {
    DescribedPredicate<HasName> named =
        nameMatching("(%s)(\\$.*)?".formatted(String.join("|", CLASS_USES.keySet())));
    for (String name : Kit.PACKAGES) {
      classes()
          .that()
          .resideInAPackage(name + "..")
          .and(not(named))
          .should()
          .onlyDependOnClassesThat(allowed(name))
          .check(all);
    }
  }

  @ArchTest
  static void theInsidesOfVertxAreSeenByTheNamedClassesOnly(JavaClasses all) {
    CLASS_USES.forEach((name, uses) ->
        classes()
            .that()
            .haveNameMatching(name + "(\\$.*)?")
            .should()
            .onlyDependOnClassesThat(
                allowed(name.substring(0, name.lastIndexOf('.'))).or(anyOf(uses)))
            .check(all));
  }

  private static DescribedPredicate<JavaClass> allowed(String name) {
    return LIBRARIES
        .or(resideInAnyPackage(name + ".."))
        .or(anyOf(PACKAGE_USES.getOrDefault(name, List.of())));
  }

  private static DescribedPredicate<JavaClass> anyOf(List<String> packages) {
    return resideInAnyPackage(packages.toArray(String[]::new));
  }
}
