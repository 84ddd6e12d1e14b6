import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Runs each of which is the first of a new process. */
final class FirstRuns {
  static final double[] LENGTHS = {0, 2, 3, 5};

  private FirstRuns() {}

  /** So many of each kind. */
  static List<Cell> measure(int times) throws Exception {
    List<Cell> cells = new ArrayList<>();
    for (Beside beside : List.of(Beside.NOTHING, Beside.BURNERS)) {
      cells.addAll(measure(beside, times));
    }
    return cells;
  }

  private static List<Cell> measure(Beside beside, int times) throws Exception {
    List<Cell> cells = new ArrayList<>();
    for (Way way : Way.values()) {
      for (double length : LENGTHS) {
        cells.add(new Cell(beside, way, length));
      }
    }
    List<Cell> order = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      order.addAll(cells);
    }
    Collections.shuffle(order, new Random(1));
    try (Disturbance disturbance = new Disturbance(beside)) {
      for (Cell cell : order) {
        run(cell);
      }
    }
    System.err.printf("%d new processes beside %s%n", order.size(), beside.words);
    return cells;
  }

  private static void run(Cell cell) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "FirstRun",
                cell.way.name(),
                Long.toString(cell.nanos()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("a new process ended with " + process.waitFor());
      }
      String[] found = line.split(" ");
      cell.count(Long.parseLong(found[0]), Boolean.parseBoolean(found[1]));
    }
    process.waitFor();
  }
}
