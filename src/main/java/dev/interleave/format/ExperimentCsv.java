package dev.interleave.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.interleave.experiment.Experiment;
import io.vertx.core.json.JsonObject;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experiment's results as CSV (RFC 4180), a line for each strategy. The columns are those of the
 * JSON, {@code makespanMs.median} for one, without the list of runs.
 */
public final class ExperimentCsv {
  private ExperimentCsv() {}

  /** The results that there are by now. */
  public static String of(Experiment experiment) {
    StringWriter out = new StringWriter();
    CsvWriter csv = CsvWriter.builder().bufferSize(0).build(out);
    boolean head = true;
    for (var result : experiment.results()) {
      Map<String, String> row = new LinkedHashMap<>();
      flatten("", ExperimentJson.result(result, experiment), row);
      if (head) {
        csv.writeRecord(row.keySet());
        head = false;
      }
      csv.writeRecord(row.values());
    }
    return out.toString();
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
