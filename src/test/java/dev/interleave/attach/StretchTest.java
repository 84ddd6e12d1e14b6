package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StretchTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Stretch stretch = new Stretch();

  @Test
  void itLastsFromTheFirstLookToTheLastThatSawIt() {
    stretch.look(SECOND, true);
    stretch.look(3 * SECOND, true);
    stretch.look(9 * SECOND, false);

    assertThat(stretch.longest()).isEqualTo(Duration.ofSeconds(2));
    assertThat(stretch.goesOn()).isFalse();
  }

  @Test
  void aBreakBeginsItAnew() {
    stretch.look(SECOND, true);
    stretch.look(4 * SECOND, true);
    stretch.look(5 * SECOND, false);
    stretch.look(6 * SECOND, true);
    stretch.look(7 * SECOND, true);

    assertThat(stretch.longest()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatIsLongOverIsForgotten() {
    stretch.look(SECOND, true);
    stretch.look(4 * SECOND, true);
    stretch.look(400 * SECOND, false);

    assertThat(stretch.longest()).isZero();
  }
}
