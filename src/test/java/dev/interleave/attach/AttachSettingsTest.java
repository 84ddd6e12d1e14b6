package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachSettingsTest {
  @Test
  void withoutAnyThereAreDefaults() {
    AttachSettings settings = AttachSettings.of(new Properties(), Map.of());

    assertThat(settings.enabled()).isTrue();
    assertThat(settings.port()).isEqualTo(AttachSettings.DEFAULT_PORT);
    assertThat(settings.interval()).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void aPropertyGoesBeforeAVariable() {
    Properties properties = new Properties();
    properties.setProperty("interleave.attach.port", "0");

    AttachSettings settings =
        AttachSettings.of(
            properties,
            Map.of("INTERLEAVE_ATTACH_PORT", "80", "INTERLEAVE_ATTACH_BLOCKED_AFTER", "20ms"));

    assertThat(settings.port()).isZero();
    assertThat(settings.blockedAfter()).isEqualTo(Duration.ofMillis(20));
  }

  @ParameterizedTest
  @CsvSource({
    "port,65536",
    "port,-1",
    "port,http",
    "interval,0ms",
    "interval,2s",
    "blocked-after,soon",
    "log-after,1000000000000",
    "enabled,perhaps"
  })
  void aValueThatIsNotAllowedLeavesTheDefault(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty("interleave.attach." + name, value);

    assertThat(AttachSettings.of(properties, Map.of()))
        .isEqualTo(AttachSettings.of(new Properties(), Map.of()));
  }
}
