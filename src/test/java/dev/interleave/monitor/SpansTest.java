package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
  private final Spans some = spans(10, 20, 15, 30, 50, 60);

  @Test
  void timeThatLiesInTwoIsCountedOnce() {
    assertThat(some.length()).isEqualTo(30);
    assertThat(some.and(spans(0, 12, 40, 50)).length()).isEqualTo(20 + 10 + 10 + 10);
  }

  @Test
  void whatLiesInBothIsCommonToThem() {
    assertThat(some.within(spans(25, 55)).length()).isEqualTo(5 + 5);
    assertThat(some.within(new Span(31, 49)).length()).isZero();
  }

  @Test
  void wideningMayCloseGaps() {
    assertThat(some.widened(10).length()).isEqualTo(70);
  }

  @Test
  void whatEndsBeforeItBeginsIsNothing() {
    assertThat(spans(20, 10).length()).isZero();
    assertThat(Spans.NONE.length()).isZero();
  }

  static Spans spans(long... fromTo) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < fromTo.length; i += 2) {
      spans.add(new Span(fromTo[i], fromTo[i + 1]));
    }
    return Spans.of(spans);
  }
}
