package dev.interleave.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What others compile against changes by decision only. {@code mvn test -Dtest=KitApiTest
 * -Dapi.accept} makes what stands in the code the decision.
 */
class KitApiTest {
  private static final boolean ACCEPT = System.getProperty("api.accept") != null;
  private static final Path DECIDED = Path.of("src/test/resources/kit-api.txt");

  @Test
  void theSignaturesAreThoseThatWereDecidedOn() throws IOException, ClassNotFoundException {
    List<String> found = new ArrayList<>();
    for (String file : Kit.files(Path.of("target/classes"), ".class")) {
      found.addAll(Signatures.of(load(file)));
    }
    if (ACCEPT) {
      Files.write(DECIDED, found);
    }

    assertThat(difference(Files.readAllLines(DECIDED), found))
        .as("accept with: mvn test -Dtest=KitApiTest -Dapi.accept")
        .isEmpty();
  }

  private static Class<?> load(String file) throws ClassNotFoundException {
    String name = file.replace(".class", "").replace('/', '.');
    return Class.forName(name, false, KitApiTest.class.getClassLoader());
  }

  private static List<String> difference(List<String> decided, List<String> found) {
    Stream<String> gone = decided.stream().filter(line -> !found.contains(line));
    Stream<String> added = found.stream().filter(line -> !decided.contains(line));
    return Stream.concat(gone.map(line -> "- " + line), added.map(line -> "+ " + line)).toList();
  }
}
