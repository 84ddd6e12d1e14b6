package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files over HTTP. */
class PageFilesTest {
  /** The bodies of all files. The headers of some fifty answers take what is left of 120 kB. */
  private static final long MOST_BYTES = 100_000;

  @RegisterExtension static final TestService SERVICE = new TestService();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html",
        "text/html | text/html",
        "*/* | text/plain",
        "text/plain, text/html;q=0.5 | text/plain",
      })
  void theIndexIsAPageForThoseWhoPreferOne(String accept, String type) {
    HttpResponse<String> index = SERVICE.get("/", "Accept", accept);

    assertThat(header(index, "Content-Type")).startsWith(type);
    assertThat(index.headers().allValues("Vary")).anyMatch("accept"::equalsIgnoreCase);
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndRunsNothingThatIsWrittenIntoIt() {
    HttpResponse<String> page = SERVICE.get("/", "Accept", "text/html");

    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.body())
        .doesNotContain("style=", "onclick")
        .doesNotContainPattern("(src|<link[^>]*href)=.(https?:)?//");
  }

  @ParameterizedTest
  @CsvSource({
    "/page/main.js, text/javascript",
    "/page/base.css, text/css",
    "/page/icon.svg, image/svg+xml",
    "/lib/uPlot.esm.js, text/javascript",
    "/lib/uPlot.min.css, text/css",
    "/docs/strategies.md, text/plain",
  })
  void aFileIsSentOnceAndThenKept(String path, String type) {
    HttpResponse<String> first = SERVICE.get(path);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).startsWith(type);
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");

    HttpResponse<String> second = SERVICE.get(path, "If-None-Match", header(first, "ETag"));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(SERVICE.get(path, "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | gzip",
        "br;q=1.0, GZIP;q=0.5 | gzip",
        "gzip;q=0 | ''",
        "gzip;q=0.0, br | ''",
        "br | ''",
        "identity | ''",
      })
  void aFileIsCompressedForThoseWhoAcceptGzip(String accepted, String encoding) {
    HttpResponse<String> file = SERVICE.get("/page/main.js", "Accept-Encoding", accepted);

    assertThat(header(file, "Content-Encoding")).isEqualTo(encoding);
    assertThat(header(file, "Vary")).isEqualToIgnoringCase("accept-encoding");
  }

  @Test
  void eachEncodingHasATagOfItsOwn() {
    String path = "/page/main.js";
    HttpResponse<String> plain = SERVICE.get(path);
    HttpResponse<String> gzip = SERVICE.get(path, "Accept-Encoding", "gzip");

    assertThat(header(gzip, "ETag")).isNotEqualTo(header(plain, "ETag"));
    assertThat(length(gzip)).isLessThan(length(plain));
    assertThat(SERVICE.get(path, "If-None-Match", header(gzip, "ETag")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void thePageAndAllThatItNamesAreSmallOnTheWire() {
    HttpResponse<String> page = SERVICE.get("/", "Accept", "text/html");
    List<String> paths =
        Pattern.compile("(?:href|src)=\"(/(?:page|lib)/[^\"]+)\"")
            .matcher(page.body())
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();

    long bytes =
        length(SERVICE.get("/", "Accept", "text/html", "Accept-Encoding", "gzip"))
            + paths.stream()
                .mapToLong(path -> length(SERVICE.get(path, "Accept-Encoding", "gzip")))
                .sum();

    assertThat(paths).hasSizeBetween(40, 60);
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page/nothing.js", "/lib/uPlot.cjs.js", "/page/", "/page", "/lib/"})
  void whatIsNotThereIsNotFound(String path) {
    HttpResponse<String> answer = SERVICE.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page/..%2fopenapi.yaml", "/lib/..%5cuPlot.d.ts"})
  void nobodyGetsOutOfTheFolder(String path) {
    assertThat(SERVICE.get(path).statusCode()).isIn(400, 404);
  }

  private static long length(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("Content-Length").orElseThrow();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
