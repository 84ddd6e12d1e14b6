package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The documents, as a browser gets them. */
class DocumentPageTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#:]+)[\"#]");

  @RegisterExtension static final TestService SERVICE = new TestService();

  @Test
  void aBrowserReadsADocumentAsAPage() {
    HttpResponse<String> page = SERVICE.get("/docs/strategies.md", "Accept", BROWSER);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.body()).contains("<title>", "<h1>", "<table>").doesNotContain("| --- |");
  }

  @Test
  void curlGetsMarkdown() {
    HttpResponse<String> markdown = SERVICE.get("/docs/strategies.md", "Accept", "*/*");

    assertThat(markdown.body()).startsWith("# ");
    assertThat(markdown.headers().allValues("Vary")).anyMatch("accept"::equalsIgnoreCase);
  }

  @Test
  void everyLinkOfEveryDocumentLeadsSomewhere() {
    List<String> documents = links("README.md");
    assertThat(documents).hasSizeGreaterThan(15).doesNotContain("../README.md");

    assertThat(
            documents.stream()
                .filter(name -> name.endsWith(".md"))
                .flatMap(name -> links(name).stream()))
        .allSatisfy(link -> assertThat(SERVICE.get(path(link)).statusCode()).isEqualTo(200));
  }

  @Test
  void htmlAndScriptsInMarkdownAreShownAndNotObeyed() {
    String html =
        DocumentPage.of(
                """
                # A <b>title</b> & more

                [away](https://example.org) [click](javascript:alert(1)) <script>alert(1)</script>
                """,
                name -> false)
            .plain()
            .content()
            .toString();

    assertThat(html)
        .contains("&lt;script&gt;", "<a rel=\"nofollow\" href=\"https://example.org\">away</a>")
        .doesNotContain("<script", "javascript:", "<b>");
  }

  private static List<String> links(String document) {
    String body = SERVICE.get("/docs/" + document, "Accept", BROWSER).body();
    return LINK.matcher(body).results().map(link -> link.group(1)).distinct().toList();
  }

  private static String path(String link) {
    return link.startsWith("/") ? link : "/docs/" + link;
  }
}
