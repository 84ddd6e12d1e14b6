package dev.interleave.scenario;

import dev.interleave.work.Kind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

final class FileIo implements Scenario {
  private final Kind file;

  FileIo(Kind file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file-io";
  }

  @Override
  public String title() {
    return "Reading and writing files blocks, as sleeping does.";
  }

  @Override
  public String claim() {
    return "Examples include blocking I/O such as reading or writing from a file, or sleeping such"
        + " as a call to time.sleep().";
  }

  @Override
  public List<String> expect() {
    return Seed.interleaved();
  }

  @Override
  public Future<?> play(Stage stage) {
    return stage.callBesideBackground(file, Map.of(), Seed.repeatedly(stage, Seed.lastTask(stage)));
  }
}
