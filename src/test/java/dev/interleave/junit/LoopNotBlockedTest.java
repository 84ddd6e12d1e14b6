package dev.interleave.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.interleave.guard.LoopBlockedError;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs tests of JUnit's within this one, to see which of them fail, and how. */
class LoopNotBlockedTest {
  private static final String LIMIT = "100ms";
  private static final int BLOCK_MILLIS = 1000;
  private static final String HERE = "dev.interleave.junit.LoopNotBlockedTest";

  @ExtendWith(VertxExtension.class)
  @LoopNotBlocked(longerThan = LIMIT)
  static class Guarded {
    @Test
    void blocks(Vertx vertx, VertxTestContext test) {
      block(vertx, test);
    }

    @Test
    @LoopNotBlocked(longerThan = "20s")
    void mayBlock(Vertx vertx, VertxTestContext test) {
      block(vertx, test);
    }

    @Nested
    class AlsoGuarded {
      @Test
      void blocksToo(Vertx vertx, VertxTestContext test) {
        block(vertx, test);
      }
    }
  }

  @Test
  void aTestFailsIfALoopWasBlockedForTooLong() {
    Events tests = run(Guarded.class).testEvents();

    tests
        .assertThatEvents()
        .haveExactly(
            2,
            finishedWithFailure(
                instanceOf(LoopBlockedError.class),
                message(text -> text.contains(" at " + HERE + ".pause("))));
    assertThat(failed(tests)).containsExactlyInAnyOrder("blocks", "blocksToo");
  }

  @ExtendWith(VertxExtension.class)
  @LoopNotBlocked(longerThan = LIMIT)
  static class FailsAnyway {
    @Test
    void fails(Vertx vertx) {
      vertx.runOnContext(v -> pause());
      throw new IllegalStateException("its own");
    }
  }

  @Test
  void aTestThatFailsAnywayKeepsItsOwnError() {
    run(FailsAnyway.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                message("its own"), suppressed(0, instanceOf(LoopBlockedError.class))));
  }

  @LoopNotBlocked(longerThan = LIMIT)
  static class BlocksBefore {
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void block() {
      vertx.runOnContext(v -> pause());
    }

    @AfterEach
    void close() {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void doesNothing() {}
  }

  @Test
  void whatIsDoneBeforeAndAfterATestBelongsToIt() {
    assertThat(failed(run(BlocksBefore.class).testEvents())).containsExactly("doesNothing");
  }

  @ExtendWith(VertxExtension.class)
  @LoopNotBlocked(
      longerThan = LIMIT,
      exempt = {HERE + ".pause", "com.acme.Gone"})
  static class Exempt {
    @Test
    void blocks(Vertx vertx, VertxTestContext test) {
      block(vertx, test);
    }

    @Test
    void doesNotBlock() {}

    @ParameterizedTest
    @ValueSource(ints = {0, BLOCK_MILLIS})
    @LoopNotBlocked(
        longerThan = LIMIT,
        exempt = {HERE, "com.acme.GoneToo"})
    void blocksForSome(int millis, Vertx vertx, VertxTestContext test) {
      vertx.runOnContext(v -> {
        pause(millis);
        test.completeNow();
      });
    }
  }

  @Test
  void whatIsExemptMayBlockAndAnExemptionThatNothingNeedsIsReported() {
    EngineExecutionResults results = run(Exempt.class);

    results.testEvents().assertThatEvents().haveExactly(4, finishedSuccessfully());
    assertThat(
            results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
        .containsExactlyInAnyOrder(
            Map.of("unused exemption of @LoopNotBlocked", "com.acme.Gone"),
            Map.of("unused exemption of @LoopNotBlocked", "com.acme.GoneToo"));
  }

  @LoopNotBlocked(longerThan = "20")
  static class WithoutUnit {
    @Test
    void isNotRun() {}
  }

  @LoopNotBlocked(longerThan = "1ms")
  static class TooShort {
    @Test
    void isNotRun() {}
  }

  @LoopNotBlocked(longerThan = LIMIT, exempt = "Legacy#load")
  static class NoPlace {
    @Test
    void isNotRun() {}
  }

  @Test
  void whatIsNotAllowedFailsTheTestAndIsNamed() {
    String name = "@LoopNotBlocked on " + HERE;

    assertRefused(
        WithoutUnit.class,
        name + "$WithoutUnit: longerThan: '20'; allowed: a number with ms, s or m, as 20ms");
    assertRefused(
        TooShort.class, name + "$TooShort: longerThan: PT0.001S; allowed: PT0.005S to PT1H");
    assertRefused(
        NoPlace.class,
        name
            + "$NoPlace: exempt: 'Legacy#load'; allowed: a package, a class or a method, as"
            + " com.acme.Legacy.load");
  }

  @ExtendWith(VertxExtension.class)
  static class NotAnnotated {
    @Test
    void blocks(Vertx vertx, VertxTestContext test) {
      block(vertx, test);
    }
  }

  @Test
  void aTestWithoutTheAnnotationIsNotGuarded() {
    run(NotAnnotated.class).testEvents().assertStatistics(events -> events.succeeded(1));
  }

  @Test
  void oneParameterOfJUnitsGuardsAllTests() {
    assertThat(failuresWith(Map.of(LoopNotBlockedExtension.EVERYWHERE, LIMIT)))
        .singleElement()
        .isInstanceOf(LoopBlockedError.class);
    assertThat(failuresWith(Map.of(LoopNotBlockedExtension.EVERYWHERE, "20s"))).isEmpty();
    assertThat(
            failuresWith(
                Map.of(
                    LoopNotBlockedExtension.EVERYWHERE,
                    LIMIT,
                    LoopNotBlockedExtension.EXEMPT_EVERYWHERE,
                    "com.acme.Legacy, " + HERE)))
        .isEmpty();
    assertThat(failuresWith(Map.of(LoopNotBlockedExtension.EVERYWHERE, "20")))
        .singleElement()
        .isInstanceOf(ExtensionConfigurationException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "junit-platform.properties: interleave.loop-not-blocked: '20';"
                + " allowed: a number with ms, s or m, as 20ms");
  }

  /** As a build runs tests: by the launcher, with what it finds on the class path. */
  private static List<Throwable> failuresWith(Map<String, String> parameters) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(NotAnnotated.class))
                  .configurationParameters(parameters)
                  .build(),
              listener);
    } finally {
      System.clearProperty("junit.jupiter.extensions.autodetection.enabled");
      System.clearProperty("junit.jupiter.extensions.autodetection.include");
    }
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getException())
        .toList();
  }

  private static void assertRefused(Class<?> tests, String text) {
    run(tests)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(instanceOf(ExtensionConfigurationException.class), message(text)));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static List<String> failed(Events tests) {
    return tests.failed().stream()
        .map(Event::getTestDescriptor)
        .map(test -> test.getDisplayName().replaceAll("\\(.*", ""))
        .toList();
  }

  private static void block(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(v -> {
      pause();
      test.completeNow();
    });
  }

  private static void pause() {
    pause(BLOCK_MILLIS);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException unwanted) {
      throw new AssertionError(unwanted);
    }
  }
}
