package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code Accept} asks for, of {@code application/json}, {@code text/plain} and {@code
 * text/html}.
 */
class MediaRangeTest {
  private static final String[] OFFERED = {"application/json", "text/plain", "text/html"};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "* | application/json",
        "text/html, image/gif, *; q=.2, */*; q=.2 | text/html",
        "text/* | text/plain",
        "text/html | text/html",
        "TEXT/Html;Q=0.5 | text/html",
        "text/html;level=1 | text/html",
        "text/html;charset=\"utf-8, */*\" | text/html",
        "text/plain, text/html | text/plain",
        "text/html, text/plain | text/html",
        "text/html;q=0.9, text/plain | text/plain",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html",
        "application/json;q=0, */* | text/plain",
        "*/*, text/*;q=0 | application/json",
        "*/*;q=0.1, text/html;q=0.001 | application/json",
        "*/*, text/html | text/html",
        "a;b=\", text/html | ",
        "text/plain, a;b=\" | text/plain",
        "\", text/plain | ",
        "text/html;q=2, text/plain;q=0.1 | text/plain",
        "text/html;q=-1 | ",
        "text/html;q=high | ",
        "text/html;q= | ",
        "text/html;q=. | ",
        "text/html;q=1.0.0 | ",
        "text/html;q=NaN | ",
        "text/html;q=1e0 | ",
        "text/html;q=1.000 | text/html",
        "text/html;q=0.0000001 | ",
        "*/*;q=0 | ",
        "*/html | ",
        "text | ",
        "text/ | ",
        "/html | ",
        "text/html/x | ",
        "te xt/html | ",
        ", ,text/html,, | text/html",
        "; | ",
        "text/html\\ | ",
      })
  void theOneThatIsPreferredIsTaken(String accept, String taken) {
    if (taken == null) {
      assertThatThrownBy(() -> Accepts.best(accept, OFFERED))
          .isInstanceOfSatisfying(
              ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(406));
    } else {
      assertThat(Accepts.best(accept, OFFERED)).isEqualTo(taken);
    }
  }

  @Test
  void whateverIsWrittenItIsReadOrLeftOut() {
    Random random = new Random(8);
    String signs = "ab/*;=\",q01.-\\ \t\u00e9\0";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder accept = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        accept.append(signs.charAt(random.nextInt(signs.length())));
      }
      assertThat(MediaRange.all(accept.toString()))
          .as(accept.toString())
          .allMatch(range -> range.quality() >= 0 && range.quality() <= 1);
    }
  }
}
