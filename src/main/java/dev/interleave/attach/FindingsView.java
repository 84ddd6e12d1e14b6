package dev.interleave.attach;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Findings for people, and as JSON. */
final class FindingsView {
  private FindingsView() {}

  static String text(Attachment attachment, List<Finding> findings) {
    if (findings.isEmpty()) {
      return "nothing found by now: no call has blocked %s for long, and no pool has kept calls waiting\n"
          .formatted(
              attachment.watched().size() == 1
                  ? "the loops"
                  : "the loops of " + attachment.watched().size() + " Vert.x");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < findings.size(); i++) {
      Finding each = findings.get(i);
      text.append(
          "%d. %s\n   %s\n   → %s\n".formatted(i + 1, each.what(), each.evidence(), each.advice()));
    }
    return text.toString();
  }

  static JsonObject json(List<Finding> findings) {
    return new JsonObject()
        .put("findings", new JsonArray(findings.stream().map(FindingsView::json).toList()));
  }

  private static JsonObject json(Finding finding) {
    return new JsonObject()
        .put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("what", finding.what())
        .put("evidence", finding.evidence())
        .put("advice", finding.advice());
  }
}
