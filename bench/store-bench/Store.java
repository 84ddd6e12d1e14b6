import java.nio.file.Path;

/** A store that is measured, by its name in the report. */
record Store(String name, String url, String user) {
  static Store memory() {
    return new Store("memory", "memory", "");
  }

  static Store file(Path folder) {
    return new Store("file", "file:" + folder.resolve("jobs"), "");
  }

  static Store postgresql(String url) {
    return new Store("PostgreSQL", url, "postgres");
  }
}
