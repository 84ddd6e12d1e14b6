package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask: under which host, from a page of which origin, and with which token. */
class GuardTest {
  private static final String TOKEN = "a-token-of-32-characters-or-so-~";

  @RegisterExtension static final TestService OPEN = new TestService();

  @RegisterExtension
  static final TestService NAMED =
      new TestService(
          "security.hosts",
          "lab.example, Other.example",
          "security.origins",
          "https://lab.example,http://127.0.0.1:9");

  @RegisterExtension static final TestService ANY = new TestService("security.hosts", "*");

  @RegisterExtension static final TestService LOCKED = new TestService("security.token", TOKEN);

  @AfterEach
  void nothingWasStarted() {
    assertThat(OPEN.getJson("/jobs").getJsonArray("jobs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:80",
        "127.0.0.1",
        "127.0.0.1:8080",
        "10.1.2.3",
        "[::1]",
        "[::1]:8080",
        "[fe80::1]",
        "255.255.255.255"
      })
  void thisMachineAndAddressesAreServed(String host) throws IOException {
    assertThat(get(OPEN, "/version", host)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "lab.example",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.1.evil.example",
        "127.0.0.1.",
        "127.0.0.256",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "[::1].evil.example",
        "[evil]",
        "[::1%$(id)]:80",
        "[fe80::1%eth0]",
        "a%2eb",
        "*"
      })
  void aForeignHostIsRefusedOnEveryRoute(String host) throws IOException {
    for (String request :
        new String[] {
          "GET /",
          "GET /ticker",
          "GET /nothing",
          "POST /jobs/sleep",
          "HEAD /jobs",
          "DELETE /health/ready"
        }) {
      assertThat(ask(OPEN, request, host)).as(request).matches("(?s)HTTP/1.1 4(21|00) .*");
    }
    assertThat(get(OPEN, "/health/live", host)).matches("(?s)HTTP/1.1 (200|400) .*");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:, localhost/",
    "[::1]:, [::1]/",
    "localhost:81, localhost:81/",
    "localhost, localhost/"
  })
  void theCommandsAreForTheHostThatWasAsked(String host, String shown) throws IOException {
    assertThat(get(OPEN, "/", host)).contains(" " + shown);
  }

  @Test
  void aForeignHostIsToldWhichKeyAllowsIt() throws IOException {
    assertThat(get(OPEN, "/jobs", "evil.example"))
        .startsWith("HTTP/1.1 421 ")
        .contains("urn:interleave:problem:host-not-allowed", "evil.example", "security.hosts");
  }

  @Test
  void noDetourLeadsAroundTheHost() throws IOException {
    for (String path : new String[] {"/health/../jobs", "/health/%2e%2e/jobs", "//jobs"}) {
      assertThat(get(OPEN, path, "evil.example")).as(path).startsWith("HTTP/1.1 421 ");
    }
    assertThat(Raw.exchange(OPEN, "GET /jobs HTTP/1.0\r\nHost: a b\r\n\r\n"))
        .startsWith("HTTP/1.0 421 ");
    assertThat(Raw.exchange(OPEN, "GET /version HTTP/1.0\r\n\r\n"))
        .as("no browser leaves it out")
        .startsWith("HTTP/1.0 200 ");
  }

  @Test
  void aNameIsServedWhereItIsAllowed() throws IOException {
    assertThat(get(NAMED, "/version", "lab.example:1")).startsWith("HTTP/1.1 200 ");
    assertThat(get(NAMED, "/version", "OTHER.example")).startsWith("HTTP/1.1 200 ");
    assertThat(get(NAMED, "/version", "x.lab.example")).startsWith("HTTP/1.1 421 ");
    assertThat(get(ANY, "/version", "whatever.example")).startsWith("HTTP/1.1 200 ");
    assertThat(get(ANY, "/version", "$(reboot)")).startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, 404",
        "-, http://127.0.0.1, 404",
        "-, HTTP://127.0.0.1, 403",
        "-, https://127.0.0.1, 403",
        "-, http://127.0.0.1.evil.example, 403",
        "-, http://127.0.0.1:81, 403",
        "-, http://evil.example, 403",
        "-, null, 403",
        "-, '', 403",
        "same-origin, -, 404",
        "none, -, 404",
        "same-origin, http://127.0.0.1, 404",
        "same-site, -, 403",
        "same-site, http://127.0.0.1, 403",
        "cross-site, -, 403",
        "cross-site, http://127.0.0.1, 403",
        "cross-site, null, 403",
        "'', -, 403",
        "SAME-ORIGIN, -, 403",
      })
  void aPageOfAnotherOriginChangesNothing(String site, String origin, int status)
      throws IOException {
    for (String request :
        new String[] {"POST /jobs/nap", "DELETE /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a"}) {
      String answer = ask(OPEN, request, "127.0.0.1", headers(site, origin));

      assertThat(answer).as(request).startsWith("HTTP/1.1 " + status + " ");
      if (status == 403) {
        assertThat(answer)
            .contains("urn:interleave:problem:origin-not-allowed", "security.origins")
            .contains(origin == null ? "another origin" : "a page of " + origin);
      }
    }
    assertThat(ask(OPEN, "GET /kinds", "127.0.0.1", headers(site, origin)))
        .as("what is read is kept from other pages by the browser")
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "cross-site, https://lab.example, 404",
        "-, https://lab.example, 404",
        "-, HTTPS://LAB.EXAMPLE, 404",
        "same-site, http://127.0.0.1:9, 404",
        "-, http://lab.example, 403",
        "cross-site, https://lab.example:444, 403",
        "cross-site, -, 403",
      })
  void anOriginThatIsAllowedMay(String site, String origin, int status) throws IOException {
    assertThat(ask(NAMED, "POST /jobs/nap", "127.0.0.1", headers(site, origin)))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void whatChangesSomethingNeedsTheToken() {
    for (String authorization :
        new String[] {
          "Basic " + TOKEN,
          TOKEN,
          "Bearer",
          "Bearer ",
          "Bearer x",
          "Bearer " + TOKEN + "x",
          "Bearer " + TOKEN.substring(1),
          "bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT)
        }) {
      for (String[] request :
          new String[][] {
            {"POST", "/jobs/sleep"},
            {"DELETE", "/jobs/1"},
            {"POST", "/scenarios/lazy"},
            {"POST", "/experiments?kind=sleep"},
            {"DELETE", "/experiments/1"},
            {"POST", "/users"},
            {"DELETE", "/users"},
            {"PUT", "/jobs"},
            {"POST", "/nothing"}
          }) {
        var response = LOCKED.send(request[0], request[1], "Authorization", authorization);

        assertThat(response.statusCode()).as(authorization).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
            .contains("Bearer realm=\"interleave\"");
        assertThat(response.body())
            .containsPattern("urn:interleave:problem:token-(missing|wrong)")
            .doesNotContain(TOKEN)
            .doesNotContain(TOKEN.substring(1));
      }
    }
    assertThat(LOCKED.post("/jobs/sleep").body()).contains("token-missing");
    assertThat(LOCKED.getJson("/jobs").getJsonArray("jobs")).isEmpty();
  }

  @Test
  void withTheTokenItIsDone() {
    assertThat(LOCKED.post("/jobs/nap", "Authorization", "Bearer " + TOKEN).statusCode())
        .isEqualTo(404);
    assertThat(LOCKED.post("/jobs/nap", "Authorization", "bearer  " + TOKEN).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatIsReadNeedsNoTokenAndDoesNotTellIt() {
    for (String path : new String[] {"/", "/jobs", "/kinds", "/version", "/health/ready"}) {
      var response = LOCKED.get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.body()).as(path).doesNotContain(TOKEN);
    }
    assertThat(LOCKED.getJson("/version").getBoolean("needsToken")).isTrue();
    assertThat(OPEN.getJson("/version").getBoolean("needsToken")).isFalse();
    assertThat(LOCKED.get("/").body())
        .contains("curl -H \"Authorization: Bearer $TOKEN\" -X POST")
        .contains("curl -N -H \"Authorization: Bearer $TOKEN\" -X POST")
        .contains("curl -H \"Authorization: Bearer $TOKEN\" -X DELETE");
  }

  private static String[] headers(String site, String origin) {
    return new String[] {
      site == null ? "X: y" : "Sec-Fetch-Site: " + site,
      origin == null ? "Y: z" : "Origin: " + origin
    };
  }

  private static String get(TestService service, String path, String host) throws IOException {
    return ask(service, "GET " + path, host);
  }

  private static String ask(TestService service, String request, String host, String... headers)
      throws IOException {
    return Raw.exchange(
        service,
        "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
            .formatted(
                request, host, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n"));
  }
}
