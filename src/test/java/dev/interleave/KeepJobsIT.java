package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says under "Keep jobs", in a folder of its own: starts a job, kills the
 * service, and finds the job running in the next one.
 */
class KeepJobsIT {
  private static final String PORT = "18087";
  private static final String READY =
      "until curl -sf localhost:%s/health/ready; do sleep 0.1; done >/dev/null".formatted(PORT);

  @TempDir private Path folder;

  @Test
  void theJobRunsAgainInTheNextService() throws Exception {
    Document part = Document.at("README.md").part("Keep jobs");
    List<String> commands = part.commands();
    assertThat(commands).hasSize(4);
    Files.createSymbolicLink(folder.resolve("target"), Path.of("target").toAbsolutePath());

    List<String> said =
        script(
            quiet(commands.get(0)),
            READY,
            commands.get(1) + " >/dev/null",
            commands.get(2),
            quiet(commands.get(3)),
            READY,
            part.session().command(),
            "kill -9 $!");

    assertThat(said.stream().map(KeepJobsIT::shape))
        .containsExactlyElementsOf(
            part.session().output().stream().map(KeepJobsIT::shape).toList());
  }

  /** A command that goes on in the background, without what it prints. */
  private static String quiet(String command) {
    assertThat(command).endsWith(" &");
    return command.replaceFirst("&$", ">/dev/null &");
  }

  /** Run by a shell that has jobs, as the one in which somebody types. */
  private List<String> script(String... lines) throws IOException {
    String script = "set -m\n" + String.join("\n", lines).replace("8080", PORT);
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
    shell.environment().put("INTERLEAVE_HTTP_PORT", PORT);
    shell
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (old, bin) -> bin + ":" + old);
    Process process = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = process.inputReader()) {
      return output.lines().toList();
    }
  }

  /** Without the id and the width that numbers take. */
  private static String shape(String line) {
    return line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .strip()
        .replaceAll(" +", " ");
  }
}
