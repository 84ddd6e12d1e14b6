package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.jobs.OpenStrategies;
import dev.interleave.scenario.Scenarios;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A default that the contract states is the one that holds. */
class ContractDefaultsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Contract contract = Contract.load(vertx).await();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aJobIsCalledByTheStrategyThatTheContractNames() {
    assertThat(contract.query("startJob").defaults())
        .isEqualTo(Map.of("strategy", OpenStrategies.DEFAULT));
  }

  @Test
  void aScenarioLastsAsLongAsTheContractSays() {
    assertThat(contract.query("playScenario").defaults())
        .isEqualTo(
            Map.of(
                Scenarios.SECONDS.name(), Scenarios.SECONDS.printedDefault(),
                Scenarios.INTERVAL.name(), Scenarios.INTERVAL.printedDefault()));
  }

  @Test
  void whatHandlersReadWithoutLookingIsAlwaysThere() {
    assertThat(contract.query("listJobs").defaults()).containsOnlyKeys("limit");
    assertThat(contract.query("startExperiment").defaults())
        .containsOnlyKeys("strategies", "pools", "dry-run")
        .containsEntry("strategies", "all");
  }
}
