package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ReservedNamesTest {
  @Test
  void whatStandsBesideAKindsArgumentsInAQueryIsReserved() throws IOException {
    assertThat(PlugInKind.RESERVED)
        .containsExactlyInAnyOrderElementsOf(besideArguments("/jobs/{job}", "/experiments"));
  }

  private static Set<String> besideArguments(String... paths) throws IOException {
    try (InputStream yaml = ReservedNamesTest.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Map<String, Map<String, Map<String, List<Map<String, String>>>>>> contract =
          new Yaml().load(yaml);
      return List.of(paths).stream()
          .flatMap(path -> contract.get("paths").get(path).get("post").get("parameters").stream())
          .filter(parameter -> "query".equals(parameter.get("in")))
          .map(parameter -> parameter.get("name"))
          .filter(name -> !name.equals("arguments"))
          .collect(Collectors.toSet());
    }
  }
}
