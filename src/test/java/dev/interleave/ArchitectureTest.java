package dev.interleave;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.interleave.metrics.Buckets;

/** The arrows between the packages run one way. */
@AnalyzeClasses(packages = "dev.interleave", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("dev.interleave")
          .layer("attach")
          .definedBy("..attach..")
          .layer("http")
          .definedBy("..http..")
          .layer("metrics")
          .definedBy("..metrics..")
          .layer("format")
          .definedBy("..format..")
          .layer("scenario")
          .definedBy("..scenario..")
          .layer("experiment")
          .definedBy("..experiment..")
          .layer("timeline")
          .definedBy("..timeline..")
          .layer("users")
          .definedBy("..users..")
          .layer("jobs")
          .definedBy("..jobs..")
          .layer("store")
          .definedBy("..store..")
          .layer("strategy")
          .definedBy("..strategy..")
          .layer("bulkhead")
          .definedBy("..bulkhead..")
          .layer("monitor")
          .definedBy("..monitor..")
          .layer("guard")
          .definedBy("..guard..")
          .layer("junit")
          .definedBy("dev.interleave.junit..")
          .layer("loop")
          .definedBy("..loop..")
          .layer("work")
          .definedBy("..work..")
          .layer("config")
          .definedBy("..config..")
          .layer("log")
          .definedBy("..log..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("attach")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("main", "http", "attach")
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("scenario")
          .mayOnlyBeAccessedByLayers("main", "http", "format")
          .whereLayer("experiment")
          .mayOnlyBeAccessedByLayers("main", "http", "format")
          .whereLayer("timeline")
          .mayOnlyBeAccessedByLayers("main", "http", "format", "experiment")
          .whereLayer("users")
          .mayOnlyBeAccessedByLayers("main", "http", "format", "timeline", "experiment")
          .whereLayer("jobs")
          .mayOnlyBeAccessedByLayers(
              "main", "http", "metrics", "format", "scenario", "experiment", "timeline", "store")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("strategy")
          .mayOnlyBeAccessedByLayers(
              "main", "http", "format", "scenario", "experiment", "jobs", "config")
          .whereLayer("bulkhead")
          .mayOnlyBeAccessedByLayers(
              "main",
              "http",
              "metrics",
              "format",
              "scenario",
              "experiment",
              "timeline",
              "jobs",
              "users",
              "store",
              "strategy")
          .whereLayer("monitor")
          .mayOnlyBeAccessedByLayers(
              "main",
              "http",
              "metrics",
              "format",
              "experiment",
              "timeline",
              "jobs",
              "loop",
              "attach",
              "guard")
          .whereLayer("guard")
          .mayOnlyBeAccessedByLayers("junit")
          .whereLayer("junit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("loop")
          .mayOnlyBeAccessedByLayers(
              "main",
              "http",
              "metrics",
              "format",
              "scenario",
              "experiment",
              "timeline",
              "users",
              "strategy")
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers(
              "main", "http", "metrics", "format", "scenario", "experiment", "jobs")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers(
              "main", "http", "metrics", "format", "experiment", "jobs", "store")
          .whereLayer("log")
          .mayOnlyBeAccessedByLayers("main", "http", "metrics");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.interleave.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WORK_KNOWS_NOTHING_OF_VERTX =
      noClasses()
          .that()
          .resideInAPackage("..work..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule ONLY_METRICS_AND_ATTACH_KNOW_MICROMETER_AND_PROMETHEUS =
      noClasses()
          .that()
          .resideOutsideOfPackages("..metrics..", "..attach..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..", "io.vertx.micrometer..");

  /** It stands in a jar of its own, with the monitor and this one class of the service. */
  @ArchTest
  static final ArchRule ATTACH_USES_THE_MONITOR_AND_PROMETHEUS_BUCKETS =
      noClasses()
          .that()
          .resideInAPackage("..attach..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.interleave..")
                  .and(not(resideInAnyPackage("..attach..", "..monitor..")))
                  .and(not(type(Buckets.class))));

  @ArchTest
  static final ArchRule ATTACH_SEES_THE_INSIDES_OF_VERTX_IN_NAMED_CLASSES_ONLY =
      noClasses()
          .that()
          .resideInAPackage("..attach..")
          .and()
          .doNotHaveSimpleName("Hook")
          .and()
          .doNotHaveSimpleName("AttachProvider")
          .and()
          .doNotHaveSimpleName("Joining")
          .and()
          .doNotHaveSimpleName("Careful")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

  /** What the kit and the attached jar use of them, their own rules say. */
  @ArchTest
  static final ArchRule THE_SERVICE_DOES_NOT_USE_THE_INSIDES_OF_VERTX =
      noClasses()
          .that()
          .resideOutsideOfPackages("..bulkhead..", "..monitor..", "..attach..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");
}
