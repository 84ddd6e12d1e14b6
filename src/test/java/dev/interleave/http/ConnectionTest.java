package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After an answer that closes a connection, nothing more of it is executed. */
class ConnectionTest {
  private static final String HIDDEN =
      "POST /jobs/sleep?duration=1ms HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @RegisterExtension static final TestService SERVICE = new TestService();

  @AfterEach
  void noJobWasStarted() {
    assertThat(SERVICE.getJson("/jobs").getJsonArray("jobs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n",
        "Transfer-Encoding: \r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding\t: chunked\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 2\r\n\r\n{}",
        "Content-Length: 0, 2\r\n\r\n{}",
        "Content-Length: 0\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 0\r\n\r\n{}",
        "Content-Length : 2\r\n\r\n{}",
        "Content-Length:\r\n 2\r\n\r\n{}",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 00\r\n\r\n",
        "Content-Length: x\r\n\r\n",
        "X: a\rContent-Length: 2\r\n\r\n",
        "X: a\r\r\n\r\n",
        "\0: a\r\n\r\n",
        "X: \0\r\n\r\n",
        " X: a\r\n\r\n",
        "X\r\n\r\n",
      })
  void whatIsBehindARefusedRequestIsNotExecuted(String rest) throws IOException {
    for (String first : new String[] {"POST /jobs/nap", "GET /version", "PUT /jobs", "POST /x"}) {
      String answer =
          Raw.exchange(
              SERVICE, first + " HTTP/1.1\r\nHost: localhost\r\n" + rest + HIDDEN + HIDDEN);

      assertThat(answer)
          .as(first)
          .matches("(?s)HTTP/1\\.[01] 4(00|15) .*")
          .containsOnlyOnce("HTTP/1.")
          .containsIgnoringCase("connection: close")
          .containsIgnoringCase("x-content-type-options: nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close, foo\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: foo ,Close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: a\r\nConnection: b, close\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n",
        "NOT HTTP AT ALL\r\n\r\n"
      })
  void whatIsBehindTheLastRequestIsNotExecuted(String last) throws IOException {
    assertThat(Raw.exchange(SERVICE, last + HIDDEN))
        .startsWith("HTTP/")
        .containsOnlyOnce("x-frame-options");
  }

  @Test
  void whatFollowsAnswersThatDoNotCloseIsExecuted() throws IOException {
    String get = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";

    String answers =
        Raw.exchange(
            SERVICE,
            get
                + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + get.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

    assertThat(answers.split("HTTP/1.1 ")).hasSize(4);
  }
}
