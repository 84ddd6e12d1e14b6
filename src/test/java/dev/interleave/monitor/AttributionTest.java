package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.monitor.BlockedReport.Cause;
import dev.interleave.monitor.BlockedReport.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All times are milliseconds; the stall is from 1000 to 1400. */
class AttributionTest {
  private static final List<StackTraceElement> CALL =
      List.of(new StackTraceElement("app.Dao", "load", "Dao.java", 7));

  private Spans pauses = Spans.NONE;
  private Spans standstills = Spans.NONE;
  private boolean whyKnown = true;
  private List<StackSample> stacks = List.of();
  private List<Span> delays = List.of();
  private OptionalLong delayed = OptionalLong.empty();
  private long computed;
  private Parts parts;
  private Duration own;

  @AfterEach
  void thePartsAddUp() {
    assertThat(parts.length()).isEqualTo(Duration.ofMillis(400));
    assertThat(List.of(parts.call(), parts.gc(), parts.machine(), parts.unknown()))
        .noneMatch(Duration::isNegative);
    assertThat(own).isBetween(Duration.ZERO, parts.call());
  }

  @Test
  void ofAStallOfWhichNothingIsKnownTheCauseIsUnknown() {
    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(parts.unknown()).hasMillis(400);
  }

  @Test
  void whatStacksShowFromTheFirstToTheLastIsACall() {
    stacks = waiting(1004, 1100, 1396);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.CALL);
    assertThat(parts.call()).hasMillis(400);
  }

  @Test
  void aLoopThatWasSeenToWaitForWorkRanNothing() {
    stacks = LongStream.range(1004, 1400).mapToObj(AttributionTest::idle).toList();

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void oneStackSaysNothingOfHundredsOfMilliseconds() {
    stacks = waiting(1004);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(parts.call()).hasMillis(4 + 5);
  }

  @Test
  void aStandstillOfTheProcessIsTheMachinesEvenIfACallWasMadeMeanwhile() {
    standstills = spans(1020, 1390);
    stacks = waiting(1004, 1010);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.MACHINE);
    assertThat(parts.machine()).hasMillis(370);
    assertThat(parts.call()).hasMillis(15);
  }

  @Test
  void aStandstillThroughWhichACallWaitedIsTheCalls() {
    standstills = spans(1020, 1060);
    stacks = waiting(1004, 1062, 1110, 1396);

    attribute();

    assertThat(parts.call()).hasMillis(400);
  }

  @Test
  void aCallThatIsSeenToWaitRightAfterAStandstillMayOnlyWaitForAProcessor() {
    standstills = spans(1020, 1390);
    stacks = waiting(1004, 1010, 1392);

    attribute();

    assertThat(parts.call()).hasMillis(27);
    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void aCallThatWaitsIsOverAtAnUnknownTimeOfAShortStandstill() {
    standstills = spans(1210, 1400);
    stacks = waiting(1004, 1100, 1209);

    attribute();

    assertThat(parts.call()).hasMillis(210);
    assertThat(parts.unknown()).hasMillis(190);
  }

  @Test
  void ofAShortStandstillOfALoopThatWasNeverSeenNothingIsKnown() {
    standstills = spans(1000, 1190);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(parts.unknown()).hasMillis(400);
  }

  @Test
  void aShortStandstillAfterWhichTheLoopRanNothingIsTheMachines() {
    standstills = spans(1000, 1190);
    stacks = List.of(idle(1191));

    attribute();

    assertThat(parts.machine()).hasMillis(190);
  }

  @Test
  void aLongStandstillIsTheMachinesAlsoIfTheLoopWasNeverSeen() {
    standstills = spans(1000, 1390);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.MACHINE);
  }

  @Test
  void anotherCallThatWaitsAfterAStandstillDidNotWaitThroughIt() {
    standstills = spans(1020, 1060);
    stacks = new ArrayList<>(List.of(idle(1004)));
    stacks.addAll(waiting(1062, 1110, 1396));

    attribute();

    assertThat(parts.machine()).hasMillis(40);
  }

  @Test
  void ofAStandstillWhoseReasonIsNotToldYetNothingIsKnown() {
    whyKnown = false;
    standstills = spans(1000, 1400);

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void aStandstillForGarbageIsTheCollectorsWithTheTimeThatItTookToStop() {
    pauses = spans(1010, 1100, 1200, 1210);
    standstills = spans(1009, 1101);

    attribute();

    assertThat(parts.gc()).hasMillis(92 + 10);
    assertThat(parts.machine()).hasMillis(0);
    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void aStandstillThatIsLongerThanThePauseInItIsNotTheCollectors() {
    pauses = spans(1010, 1020);
    standstills = spans(1000, 1400);

    attribute();

    assertThat(parts.gc()).hasMillis(14);
    assertThat(parts.cause()).isEqualTo(Cause.MACHINE);
  }

  @Test
  void onlyWhatLiesWithinTheStallCounts() {
    pauses = spans(0, 900, 1390, 5000);
    standstills = spans(0, 900, 1390, 5000);

    attribute();

    assertThat(parts.gc()).hasMillis(10);
    assertThat(parts.unknown()).hasMillis(390);
  }

  @Test
  void aLoopThatComputedWasNotStoppedWhateverBefellTheThreadsBesideIt() {
    standstills = spans(1010, 1390);
    computed = 390;

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.CALL);
    assertThat(parts.machine()).hasMillis(10);
  }

  @Test
  void aCallThatComputesAndGetsNoProcessorIsNotToBlame() {
    stacks = computing(1004, 1200, 1396);
    computed = 10;

    attribute();

    assertThat(parts.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(parts.call()).hasMillis(10);
  }

  @Test
  void aCallThatComputesAndSharesTheProcessorIsACallAllTheWhile() {
    stacks = computing(1004, 1200, 1396);
    computed = 200;

    attribute();

    assertThat(parts.call()).hasMillis(400);
  }

  @Test
  void whatItComputedIsItsOwnAndThatItSharedTheProcessorIsNot() {
    stacks = computing(1004, 1200, 1396);
    computed = 200;

    attribute();

    assertThat(own).hasMillis(200);
  }

  @Test
  void whatItWaitedForIsItsOwn() {
    stacks = waiting(1004, 1200, 1399);

    attribute();

    assertThat(own).hasMillis(400);
  }

  @Test
  void ofACallThatFirstComputesAndThenWaitsBothAreItsOwn() {
    stacks = Stream.concat(computing(1004, 1200).stream(), waiting(1204, 1399).stream()).toList();
    computed = 50;

    attribute();

    assertThat(own).hasMillis(50 + (1400 - 1202));
  }

  @Test
  void thatTheProcessStoodStillIsNobodysOwn() {
    pauses = spans(1100, 1300);
    standstills = spans(1100, 1300);
    stacks = waiting(1004, 1399);

    attribute();

    assertThat(own).hasMillis(200);
  }

  @Test
  void ifAThreadWaitedForAProcessorInTheEndTheLoopMayHaveToo() {
    stacks = waiting(1004, 1200, 1399);
    delays = List.of(span(900, 950), span(1100, 1150), span(1390, 1397), span(1397, 1400));

    attribute();

    assertThat(own).hasMillis(400 - 7);
    assertThat(parts.call()).hasMillis(400);
  }

  @Test
  void ifItIsKnownHowLongTheThreadWaitedForAProcessorThatIsAllThatIsNotItsOwn() {
    stacks =
        LongStream.rangeClosed(0, 10).mapToObj(i -> inNativeCode(1000 + 40 * i, 20 * i)).toList();
    computed = 200;
    delayed = OptionalLong.of(nanos(30));

    attribute();

    assertThat(own).hasMillis(400 - 30);
  }

  @Test
  void ofALongCallOfNativeCodeThatComputesNothingIsLeftToWaitIfAllElseIsKnown() {
    stacks =
        LongStream.rangeClosed(0, 40).mapToObj(i -> inNativeCode(1000 + 10 * i, 3 * i)).toList();
    computed = 120;
    delayed = OptionalLong.of(nanos(160));
    pauses = spans(1200, 1270);
    standstills = spans(1200, 1320);

    attribute();

    assertThat(own).hasMillis(120);
  }

  @Test
  void whatACallComputesIsItsOwnAlsoIfTheThreadWasHeldUpByMoreThanIsKnown() {
    stacks = computing(1004, 1200, 1399);
    computed = 200;
    delayed = OptionalLong.of(nanos(30));

    attribute();

    assertThat(own).hasMillis(200);
  }

  @Test
  void ofTheTimeFromTheLastStackToTheEndOnlyAPeriodIsItsOwn() {
    stacks = waiting(1004, 1200, 1390);

    attribute();

    assertThat(own).hasMillis(391);
  }

  @Test
  void ifTheLoopsOwnWaitForAProcessorIsKnownAnothersIsAThirdOfItAtMost() {
    stacks = waiting(1004, 1200, 1399);
    delayed = OptionalLong.of(0);

    delays = List.of(span(1390, 1398));
    attribute();
    assertThat(own).hasMillis(400 - 8);

    delays = List.of(span(1100, 1400));
    attribute();
    assertThat(own.toMillis()).isEqualTo(266);
  }

  @Test
  void nativeCodeThatComputesDoesNotWait() {
    stacks = List.of(inNativeCode(1004, 1), inNativeCode(1200, 100), inNativeCode(1399, 200));
    computed = 200;

    attribute();

    assertThat(own).hasMillis(200);
  }

  @Test
  void aCallThatComputesIsSeenInNativeCodeByChanceAndHasNotWaited() {
    stacks =
        Stream.of(computing(1004, 1100), List.of(inNativeCode(1200, 30)), computing(1300, 1399))
            .flatMap(List::stream)
            .toList();
    computed = 60;
    delayed = OptionalLong.of(nanos(300));

    attribute();

    assertThat(own).hasMillis(60);
  }

  @Test
  void aCallThatIsSeenInNativeCodeAFewTimesInARowHasNotWaitedForThat() {
    stacks =
        Stream.of(
                computing(1004),
                List.of(inNativeCode(1100, 20), inNativeCode(1300, 21)),
                computing(1399))
            .flatMap(List::stream)
            .toList();
    computed = 90;
    delayed = OptionalLong.of(nanos(100));

    attribute();

    assertThat(own).hasMillis(90);
  }

  @Test
  void nativeCodeThatHardlyComputesInItsPartOfABlockWaitsThere() {
    stacks =
        Stream.concat(
                computing(1004, 1100, 1190).stream(),
                LongStream.rangeClosed(0, 4).mapToObj(i -> inNativeCode(1210 + 40 * i, 190 + i)))
            .toList();
    computed = 195;

    attribute();

    assertThat(own.toMillis()).isBetween(195L + 160, 400L);
  }

  @Test
  void nativeCodeThatHardlyComputesWaits() {
    stacks = List.of(inNativeCode(1004, 1), inNativeCode(1200, 1), inNativeCode(1399, 2));
    computed = 2;

    attribute();

    assertThat(own).hasMillis(400);
  }

  private static StackSample inNativeCode(long at, long computed) {
    return new StackSample(nanos(at), nanos(computed), CALL, true, true);
  }

  private static Span span(long from, long to) {
    return new Span(nanos(from), nanos(to));
  }

  private void attribute() {
    Attribution attribution =
        new Attribution(
            new Span(nanos(1000), nanos(1400)),
            pauses,
            standstills,
            whyKnown,
            stacks,
            nanos(5),
            delays,
            delayed,
            nanos(computed));
    parts = attribution.parts();
    own = attribution.own(parts);
  }

  private static List<StackSample> waiting(long... millis) {
    return LongStream.of(millis)
        .mapToObj(at -> new StackSample(nanos(at), 0, CALL, true, false))
        .toList();
  }

  private static List<StackSample> computing(long... millis) {
    return LongStream.of(millis)
        .mapToObj(at -> new StackSample(nanos(at), 0, CALL, false, false))
        .toList();
  }

  private static StackSample idle(long at) {
    return new StackSample(nanos(at), 0, List.of(), true, false);
  }

  private static Spans spans(long... millis) {
    return SpansTest.spans(LongStream.of(millis).map(AttributionTest::nanos).toArray());
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
