package dev.interleave.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** A document for browsers: its Markdown as a page. HTML within it is shown, not obeyed. */
final class DocumentPage {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s – Interleave</title>
        <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/page/first-screen.css">
        <link rel="stylesheet" href="/page/base.css">
        <link rel="stylesheet" href="/page/document.css">
      </head>
      <body class="document">
      <nav><a href="/">Interleave</a> <a href="README.md">Documents</a></nav>
      <main>
      %s</main>
      </body>
      </html>
      """;

  private DocumentPage() {}

  /**
   * Makes the page, which takes a while: not for an event loop.
   *
   * @param served whether there is a document of a name; links to all else that is relative become
   *     plain words, for it is in the sources alone
   */
  static PageFiles.File of(String markdown, Predicate<String> served) {
    Node document = PARSER.parse(markdown);
    document.accept(new Unlink(served));
    String html = PAGE.formatted(title(document), HTML.render(document));
    return PageFiles.file("document.html", html.getBytes(StandardCharsets.UTF_8));
  }

  private static String title(Node document) {
    Node first = document.getFirstChild();
    return first instanceof Heading
        ? HTML.render(new Text(TEXT.render(first).strip()))
        : "Document";
  }

  private static final class Unlink extends AbstractVisitor {
    private final Predicate<String> served;

    Unlink(Predicate<String> served) {
      this.served = served;
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      if (!leadsSomewhere(link.getDestination())) {
        unwrap(link);
      }
    }

    @Override
    public void visit(Image image) {
      unwrap(image);
    }

    private boolean leadsSomewhere(String destination) {
      String file = destination.split("#", 2)[0];
      return destination.startsWith("https://") || file.isEmpty() || served.test(file);
    }

    private static void unwrap(Node node) {
      for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
        node.insertBefore(child);
      }
      node.unlink();
    }
  }
}
