package dev.interleave.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.interleave.experiment.Experiment;
import io.vertx.core.json.JsonObject;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An experiment's results as CSV (RFC 4180), a line for each strategy. The columns are the fields
 * of the JSON, such as {@code makespanMs.median}, without the list of runs.
 */
public final class ExperimentCsv {
  private ExperimentCsv() {}

  /** The results so far. */
  public static String of(Experiment experiment) {
    List<Map<String, String>> rows =
        experiment.results().stream()
            .map(result -> row(ExperimentJson.result(result, experiment)))
            .toList();
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    StringWriter out = new StringWriter();
    CsvWriter csv = CsvWriter.builder().bufferSize(0).build(out);
    if (!rows.isEmpty()) {
      csv.writeRecord(columns);
    }
    for (Map<String, String> row : rows) {
      csv.writeRecord(columns.stream().map(column -> row.getOrDefault(column, "")).toList());
    }
    return out.toString();
  }

  private static Map<String, String> row(JsonObject result) {
    Map<String, String> row = new LinkedHashMap<>();
    flatten("", result, row);
    return row;
  }

  private static void flatten(String path, JsonObject object, Map<String, String> row) {
    object.forEach(field -> {
      String name = path + field.getKey();
      if (field.getValue() instanceof JsonObject nested) {
        flatten(name + ".", nested, row);
      } else if (!name.equals("runs")) {
        row.put(name, field.getValue() == null ? "" : field.getValue().toString());
      }
    });
  }
}
