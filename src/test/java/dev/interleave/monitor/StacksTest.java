package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StacksTest {
  private final List<StackSample> taken = new ArrayList<>();

  @Test
  void oneCallIsOneStackWithAllTheShare() {
    take(10, "app.Api.get:3", "app.Dao.load:7", "java.lang.Thread.sleep:1");

    assertThat(summary()).containsExactly("load:7 1.0");
  }

  @Test
  void ofTwoCallsTheLongerIsTheLongestAndTheOtherStandsBeforeIt() {
    take(20, "app.Api.get:3", "app.Cache.find:9", "java.lang.Thread.sleep:1");
    take(80, "app.Api.get:4", "app.Dao.load:7", "java.lang.Thread.sleep:1");

    assertThat(summary()).containsExactly("find:9 0.2", "load:7 0.8");
    assertThat(stacks().get(1).after()).hasNanos(20);
  }

  @Test
  void orAfterIt() {
    take(80, "app.Api.get:3", "app.Dao.load:7", "java.lang.Thread.sleep:1");
    take(20, "app.Api.get:4", "app.Cache.find:9", "java.lang.Thread.sleep:1");

    assertThat(summary()).containsExactly("load:7 0.8", "find:9 0.2");
  }

  @Test
  void twoHandlersOneAfterTheOtherAreToldApart() {
    take(30, "app.A.handle:3");
    take(60, "app.B.handle:3");
    take(10, "app.C.handle:3");

    assertThat(summary()).containsExactly("handle:3 0.3", "handle:3 0.6", "handle:3 0.1");
    assertThat(stacks())
        .extracting(stack -> stack.where().getClassName())
        .containsExactly("app.A", "app.B", "app.C");
  }

  @Test
  void theDeepestMethodWithHalfOfTheTimeIsNamedAndTheLineThatHasMostOfIt() {
    take(10, "app.Api.get:3", "app.Json.write:5", "app.Json.escape:20");
    take(30, "app.Api.get:3", "app.Json.write:6", "app.Json.quote:30");
    take(30, "app.Api.get:3", "app.Json.write:6", "app.Json.copy:31");
    take(30, "app.Api.get:3", "app.Json.write:8", "app.Json.flush:40");

    assertThat(summary()).containsExactly("write:6 1.0");
  }

  @Test
  void theFramesAreThoseOfTheCommonestStackAtThatLine() {
    take(10, "app.Api.get:3", "app.Dao.load:7", "java.lang.Thread.yield:1");
    take(20, "app.Api.get:3", "app.Dao.load:8", "java.lang.Thread.sleep:1");
    take(5, "app.Api.get:3", "app.Dao.load:8", "java.lang.Thread.yield:1");

    assertThat(stacks().getFirst().frames())
        .extracting(frame -> frame.getMethodName() + ":" + frame.getLineNumber())
        .containsExactly("sleep:1", "load:8", "get:3");
  }

  @Test
  void methodsThatNoneOfThemHasHalfOfAreGivenByTheLargest() {
    take(4, "app.A.a:1");
    take(3, "app.B.b:1");
    take(2, "app.C.c:1");

    assertThat(stacks())
        .extracting(stack -> stack.where().getMethodName())
        .containsExactly("a", "b", "c");
  }

  @Test
  void stacksThatShowNothingTakeTheirShareAndAreNotTold() {
    take(1, "app.Dao.load:7");
    take(1);
    take(2, "app.Dao.load:7");

    assertThat(summary()).containsExactly("load:7 0.75");
  }

  @Test
  void aRecursionIsOneMethod() {
    take(5, "app.Tree.walk:1", "app.Tree.walk:2", "app.Tree.walk:2");
    take(5, "app.Tree.walk:1", "app.Tree.walk:2");

    assertThat(stacks()).hasSize(1);
    assertThat(stacks().getFirst().share()).isEqualTo(1.0, within(1e-9));
  }

  @Test
  void manyCallsAreToldByTheSixteenLongest() {
    for (int i = 1; i <= 40; i++) {
      take(i, "app.A.a" + i + ":1");
    }

    assertThat(stacks()).hasSizeLessThanOrEqualTo(16);
    assertThat(stacks().getLast().where().getMethodName()).isEqualTo("a40");
  }

  @Test
  void whereNothingWasSeenThereIsNothingToTell() {
    assertThat(stacks()).isEmpty();
  }

  /** Takes a stack so often, given from the outermost frame: {@code class.method:line}. */
  private void take(int times, String... outermostFirst) {
    List<StackTraceElement> frames =
        new ArrayList<>(Arrays.stream(outermostFirst).map(StacksTest::frame).toList());
    Collections.reverse(frames);
    for (int i = 0; i < times; i++) {
      taken.add(new StackSample(taken.size(), 0, List.copyOf(frames), false, false));
    }
  }

  private List<BlockedReport.Stack> stacks() {
    return Stacks.summary(0, taken);
  }

  private List<String> summary() {
    return stacks().stream()
        .map(stack ->
            "%s:%d %s"
                .formatted(
                    stack.where().getMethodName(), stack.where().getLineNumber(), stack.share()))
        .toList();
  }

  private static StackTraceElement frame(String name) {
    int colon = name.lastIndexOf(':');
    int dot = name.lastIndexOf('.');
    return new StackTraceElement(
        name.substring(0, dot),
        name.substring(dot + 1, colon),
        "A.java",
        Integer.parseInt(name.substring(colon + 1)));
  }
}
