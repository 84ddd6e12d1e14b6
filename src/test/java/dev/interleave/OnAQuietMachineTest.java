package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OnAQuietMachineTest {
  private int attempts;

  @Test
  void whatFailsOnAQuietMachineFailsAtOnce() {
    assertThatThrownBy(() -> OnAQuietMachine.check(this::fail, () -> standstill(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "The machine stood still for up to 1 ms, attempt by attempt. In the last: 70 ms late");
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void whatFailsOnABusyOneIsMeasuredAFewTimesMore() {
    assertThatThrownBy(() -> OnAQuietMachine.check(this::fail, () -> standstill(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("for up to 20 ms, 20 ms, 20 ms, 20 ms, 20 ms,")
        .hasMessageEndingWith("70 ms late");
    assertThat(attempts).isEqualTo(5);
  }

  @Test
  void whatSucceedsIsNotMeasuredAgain() throws Exception {
    OnAQuietMachine.check(
        () -> {
          if (attempts < 2) {
            fail();
          }
        },
        () -> standstill(20));

    assertThat(attempts).isEqualTo(2);
  }

  private void fail() {
    attempts++;
    throw new AssertionError("70 ms late");
  }

  private static Control standstill(long millis) {
    return new Control() {
      @Override
      public long longestMs() {
        return millis;
      }
    };
  }
}
