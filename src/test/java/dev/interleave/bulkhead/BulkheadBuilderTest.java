package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bulkhead may be told, and how it says no. */
@ExtendWith(VertxExtension.class)
class BulkheadBuilderTest {
  private BulkheadBuilder builder;

  @BeforeEach
  void begin(Vertx vertx) {
    builder = Bulkhead.builder(vertx);
  }

  @Test
  void aNameIsEnough() {
    Bulkhead bulkhead = builder.name("db").build();

    assertThat(bulkhead.name()).isEqualTo("db");
    assertThat(bulkhead.metrics().concurrency()).isEqualTo(20);
    assertThat(bulkhead.isClosed()).isFalse();
  }

  @Test
  void aNameIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("name '' is not allowed; allowed: a name of its own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " db", "db\n", "-db", "d b", "dé"})
  void namesAreWhatFitsIntoLogsAndThreads(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.name(name))
        .withMessage(
            "name '%s' is not allowed; allowed: 1 to 64 letters, digits and ._-, a letter or digit"
                + " first",
            name);
  }

  @Test
  void aNameHas64CharactersAtMost() {
    builder.name("d".repeat(64));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.name("d".repeat(65)));
  }

  @Test
  void atLeastOnePermitIsNeeded() {
    builder.concurrency(1).concurrency(1_000_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.concurrency(0))
        .withMessage("concurrency '0' is not allowed; allowed: from 1 to 1000000");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.concurrency(1_000_001));
  }

  @Test
  void aQueueMayBeEmptyAndNotLess() {
    builder.queue(0).queue(1_000_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.queue(-1))
        .withMessage("queue '-1' is not allowed; allowed: from 0 to 1000000");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.queue(1_000_001));
  }

  @Test
  void onePermitIsForAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.reserved(-1))
        .withMessage("reserved '-1' is not allowed; allowed: from 0 to 1000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.name("db").concurrency(2).reserved(2).build())
        .withMessage("reserved '2' is not allowed; allowed: less than the concurrency, 2");
    builder.reserved(1).build();
  }

  @Test
  void timeoutsAreFromAMillisecondToADay() {
    builder.queueTimeout(Duration.ofMillis(1)).queueTimeout(Duration.ofHours(24));
    builder.callTimeout(Duration.ofMillis(1)).callTimeout(Duration.ofHours(24));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.queueTimeout(Duration.ZERO))
        .withMessage("queueTimeout 'PT0S' is not allowed; allowed: from 1 ms to 24 h");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.callTimeout(Duration.ofHours(25)))
        .withMessage("callTimeout 'PT25H' is not allowed; allowed: from 1 ms to 24 h");
  }

  @Test
  void nullsAreToldAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> Bulkhead.builder(null)).withMessage("vertx");
    assertThatNullPointerException().isThrownBy(() -> builder.threads(null)).withMessage("threads");
    assertThatNullPointerException().isThrownBy(() -> builder.weight(null)).withMessage("weight");
    assertThatNullPointerException().isThrownBy(() -> builder.carry(null)).withMessage("carrier");
    Bulkhead bulkhead = builder.name("db").build();
    assertThatNullPointerException().isThrownBy(() -> bulkhead.call(null)).withMessage("callable");
    assertThatNullPointerException()
        .isThrownBy(() -> bulkhead.call(() -> 1, null))
        .withMessage("options");
    assertThatNullPointerException().isThrownBy(() -> bulkhead.close(null)).withMessage("drain");
    assertThat(bulkhead.isClosed()).isFalse();
  }
}
