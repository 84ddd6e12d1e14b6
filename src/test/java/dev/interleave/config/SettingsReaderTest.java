package dev.interleave.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.bulkhead.Threads;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import dev.interleave.values.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final Strategy TELEPATHY =
      new Strategy("telepathy", "Is known to the list alone.", Threads.virtual());

  /** The service's own, and one that {@code conf/interleave.yaml} has never heard of. */
  private static final List<Strategy> STRATEGIES =
      Stream.concat(Strategies.ALL.stream(), Stream.of(TELEPATHY)).toList();

  private static final List<String> NAMES = STRATEGIES.stream().map(Strategy::name).toList();

  @TempDir Path folder;

  @Test
  void theDefaultsAreTheArticlesAndWithinTheirBounds() throws IOException {
    Settings settings = read(Map.of());

    assertThat(settings.ticker().interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void hostsAndOriginsAreReadAsListsInLowerCase() throws IOException {
    Settings.Security none = read(Map.of()).security();
    Settings.Security some =
        read(Map.of(
                "INTERLEAVE_SECURITY_HOSTS", "A.example, b-c.example,*",
                "INTERLEAVE_SECURITY_ORIGINS", "https://A.example,http://[::1]:8080"))
            .security();

    assertThat(none.hosts()).isEmpty();
    assertThat(none.origins()).isEmpty();
    assertThat(none.token().isSet()).isFalse();
    assertThat(some.hosts()).containsExactlyInAnyOrder("a.example", "b-c.example", "*");
    assertThat(some.origins()).containsExactlyInAnyOrder("https://a.example", "http://[::1]:8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOSTS | a.example:8080 | a.example:8080",
        "HOSTS | a.example,,b | ''",
        "HOSTS | http://a | http://a",
        "ORIGINS | a.example | a.example",
        "ORIGINS | https://a.example/ | https://a.example/",
        "ORIGINS | * | *",
      })
  void whatIsNoHostAndNoOriginIsNamed(String key, String value, String shown) {
    assertThatThrownBy(() -> read(Map.of("INTERLEAVE_SECURITY_" + key, value)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("security." + key.toLowerCase(Locale.ROOT))
        .hasMessageContaining("'" + shown + "' is not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345",
        "with space 67890",
        "\u00e4bcdefghijklmnopq",
        "tab\tbcdefghijklmnopq"
      })
  void aTokenIsNeverShown(String bad) throws IOException {
    String good = "0123456789abcde~";

    Settings settings = read(Map.of("INTERLEAVE_SECURITY_TOKEN", good));
    assertThat(settings.security().token().matches(good)).isTrue();
    assertThat(settings.security().token().matches(good + "x")).isFalse();
    assertThat(settings.toString()).doesNotContain(good);
    for (String wrong : List.of(bad, "x".repeat(257))) {
      assertThatThrownBy(() -> read(Map.of("INTERLEAVE_SECURITY_TOKEN", wrong)))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("security.token")
          .hasMessageContaining("16 to 256 visible ASCII characters")
          .hasMessageNotContaining(wrong);
    }
    assertThat(
            read(Map.of("INTERLEAVE_SECURITY_TOKEN", "x".repeat(256))).security().token().isSet())
        .isTrue();
  }

  @Test
  void everyStrategyIsConfiguredAndNothingElse() throws IOException {
    assertThat(read(Map.of()).strategies().keySet())
        .containsExactlyElementsOf(STRATEGIES.stream().map(Strategy::name).toList());
    assertThat(Keys.load(folder, Map.of(), NAMES).all())
        .filteredOn(key -> key.startsWith("strategies."))
        .extracting(key -> key.split("\\.")[1])
        .isSubsetOf(Stream.concat(NAMES.stream(), Stream.of("defaults")).toList());
  }

  @Test
  void aStrategyThatNoSectionNamesHasTheDefaults() throws IOException {
    Settings.Strategy telepathy = read(Map.of()).strategies().get("telepathy");

    assertThat(telepathy)
        .isEqualTo(
            new Settings.Strategy(
                true,
                20,
                1000,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10)));
  }

  @Test
  void aStrategysOwnKeyGoesBeforeTheDefaultsWhereverEitherStands() throws IOException {
    String file = file("strategies:\n  defaults:\n    queue: 1\n  telepathy:\n    queue: 2\n");

    Map<String, Settings.Strategy> strategies =
        read(Map.of(
                "INTERLEAVE_CONFIG", file,
                "INTERLEAVE_STRATEGIES_DEFAULTS_QUEUE", "3",
                "INTERLEAVE_STRATEGIES_WORKER_VERTICLE_QUEUE", "4"))
            .strategies();

    assertThat(strategies.get("execute-blocking").queue()).isEqualTo(3);
    assertThat(strategies.get("telepathy").queue()).isEqualTo(2);
    assertThat(strategies.get("worker-verticle").queue()).isEqualTo(4);
    assertThat(strategies.get("event-loop").queue()).as("has its own from the start").isEqualTo(16);
  }

  @Test
  void theEnvironmentOverridesADefault() throws IOException {
    Settings settings =
        read(
            Map.of(
                "INTERLEAVE_TICKER_INTERVAL", "250ms",
                "INTERLEAVE_STRATEGIES_EVENT_LOOP_ENABLED", "false",
                "PATH", "/bin"));

    assertThat(settings.ticker().interval()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.strategies().get("event-loop").enabled()).isFalse();
  }

  @Test
  void aFileOverridesADefaultAndTheEnvironmentOverridesTheFile() throws IOException {
    Settings settings =
        read(
            Map.of(
                "INTERLEAVE_CONFIG",
                file("ticker:\n  interval: 1s\n  history: 7\n"),
                "INTERLEAVE_TICKER_HISTORY",
                "8"));

    assertThat(settings.ticker()).isEqualTo(new Settings.Ticker(Duration.ofSeconds(1), 8));
  }

  @Test
  void theUsualFileIsReadWhereItIsUnlessAnotherIsNamed() throws IOException {
    Path usual = Files.createDirectory(folder.resolve("conf")).resolve("interleave.yaml");
    Files.writeString(usual, "ticker:\n  interval: 3s\n");

    assertThat(read(Map.of()).ticker().interval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(read(Map.of("INTERLEAVE_CONFIG", file("jobs:\n  keep: 1\n"))).ticker().interval())
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void everyKeyCanBeSetFromTheEnvironment() throws IOException {
    Keys keys = Keys.load(folder, Map.of(), NAMES);
    for (String key : keys.all()) {
      String variable =
          "INTERLEAVE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');

      Keys overridden = Keys.load(folder, Map.of(variable, "from outside"), NAMES);

      assertThat(overridden.text(key)).as(variable).isEqualTo("from outside");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INTERLEAVE_TICKER_INTERVL | 1s | INTERLEAVE_TICKER_INTERVL: unknown; allowed: the keys of",
        "INTERLEAVE_TICKER_INTERVAL | soon | ticker.interval: 'soon' is not allowed; allowed: a dur",
        "INTERLEAVE_TICKER_INTERVAL | 0 | ticker.interval: '0' is not allowed; allowed: a duration",
        "INTERLEAVE_STORE_URL | jdbc:h2:mem:x | store.url: 'jdbc:h2:mem:x' is not allowed; allowed: memory",
        "INTERLEAVE_STORE_URL | jdbc:postgresql://a/b?password=c | store.url: '(not shown)' is not",
        "INTERLEAVE_HTTP_PORT | 65536 | http.port: '65536' is not allowed; allowed: a whole number",
        "INTERLEAVE_HTTP_PORT | http | http.port: 'http' is not allowed",
        "INTERLEAVE_STRATEGIES_EVENT_LOOP_CONCURRENCY | 2 | strategies.event-loop.concurrency: '2' is n",
        "INTERLEAVE_STRATEGIES_DEFAULTS_QUEUE | -1 | strategies.defaults.queue: '-1' is not allowed",
        "INTERLEAVE_STRATEGIES_PSYCHOKINESIS_QUEUE | 1 | INTERLEAVE_STRATEGIES_PSYCHOKINESIS_QUEUE:",
        "INTERLEAVE_STRATEGIES_EVENT_LOOP_ENABLED | yes | strategies.event-loop.enabled: 'yes' is n",
        "INTERLEAVE_HTTP_MAX_WAIT | 60s | http.max-wait: '60s' is not allowed; allowed: less than",
        "INTERLEAVE_STREAMS_HEARTBEAT | 2m | streams.heartbeat: '2m' is not allowed; allowed: less",
        "INTERLEAVE_PLUGINS_FOLDER | '' | plugins.folder: '' is not allowed; allowed: the path of",
        "INTERLEAVE_STREAMS_SEND_BUFFER | 64KB | streams.send-buffer: '64KB' is not allowed"
      })
  void aWrongKeyOrValueIsSaidInOneLine(String variable, String value, String message) {
    assertThatThrownBy(() -> read(Map.of(variable, value)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ticker:\\n  intervl: 1s | ticker.intervl: unknown",
        "ticker: 1s | ticker: unknown",
        "ticker:\\n  interval:\\n    every: 1s | ticker.interval.every: unknown",
        "just text | ",
        "'ticker: [' | ",
        "ticker:\\n  interval: 1s\\nticker:\\n  history: 2 | ",
        "a: &a {b: *a} | ",
        "ticker: CONTROL | ",
        "strategies:\\n  psychokinesis:\\n    enabled: true | strategies.psychokinesis.enabled: unknown"
      })
  void aWrongFileIsSaidInOneLine(String yaml, String message) throws IOException {
    String file = file(yaml.replace("\\n", "\n").replace("CONTROL", "\u0001"));

    assertThatThrownBy(() -> read(Map.of("INTERLEAVE_CONFIG", file)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(message == null ? file : message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such.yaml", "."})
  void aFileThatCannotBeReadIsNamed(String file) {
    assertThatThrownBy(() -> read(Map.of("INTERLEAVE_CONFIG", file)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageMatching(
            "INTERLEAVE_CONFIG: '.*' is not allowed; allowed: a text file that is there and can be"
                + " read");
  }

  @Test
  void theFolderOfPlugInsIsWhereTheServiceIsStartedUnlessItIsAWholePath() throws IOException {
    assertThat(read(Map.of()).plugins().folder()).isEqualTo(folder.resolve("plugins"));
    assertThat(read(Map.of("INTERLEAVE_PLUGINS_FOLDER", "/opt/plug-ins")).plugins().folder())
        .isEqualTo(Path.of("/opt/plug-ins"));
  }

  @Test
  void anEmptySectionOverridesNothing() throws IOException {
    String file = file("ticker:\n#  interval: 1s\njobs:\n");

    assertThat(read(Map.of("INTERLEAVE_CONFIG", file))).isEqualTo(read(Map.of()));
  }

  private Settings read(Map<String, String> environment) throws IOException {
    return SettingsReader.read(folder, environment, STRATEGIES);
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("interleave.yaml"), yaml).toString();
  }
}
