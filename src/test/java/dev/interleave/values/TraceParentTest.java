package dev.interleave.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String IDS = TRACE + "-00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "03", "ff"})
  void whatIsWellFormedIsHandedOnAsItCame(String flags) {
    String header = "00-" + IDS + "-" + flags;

    assertThat(TraceParent.of(List.of(header)))
        .hasValueSatisfying(trace -> {
          assertThat(trace.written()).isEqualTo(header);
          assertThat(trace.traceId()).isEqualTo(TRACE);
        });
  }

  @ParameterizedTest
  @CsvSource({"cc-IDS-09, 00-IDS-01", "01-IDS-02-what-comes-later, 00-IDS-02"})
  void ofALaterVersionWhatIsKnownIsTaken(String header, String written) {
    assertThat(TraceParent.of(List.of(header.replace("IDS", IDS))))
        .map(TraceParent::written)
        .hasValue(written.replace("IDS", IDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ff-IDS-01",
        "00-IDS",
        "00-IDS-1",
        "00-IDS-0x",
        "00-IDS-01-more",
        "00-IDS-01-",
        "01-IDS-01more",
        "0-IDS-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
      })
  void whatIsMalformedCountsAsNone(String header) {
    assertThat(TraceParent.of(List.of(header.replace("IDS", IDS)))).isEmpty();
  }

  @Test
  void noneAndSeveralCountAsNone() {
    String header = "00-" + IDS + "-01";

    assertThat(TraceParent.of(List.of())).isEmpty();
    assertThat(TraceParent.of(List.of(header, header))).isEmpty();
  }
}
