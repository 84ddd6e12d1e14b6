package dev.interleave.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.Workshop;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;

/** The kit's jars as the build leaves them, and an application that takes the kit. */
class KitJarIT {
  private static final Path JAR = Path.of("target/interleave-kit.jar");
  private static final String VERSION = System.getProperty("kit.version");
  private static final String APPLICATION =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>example</groupId>
        <artifactId>application</artifactId>
        <version>1</version>
        <dependencies>
          <dependency>
            <groupId>dev.interleave</groupId>
            <artifactId>interleave</artifactId>
            <version>%s</version>
            <classifier>kit</classifier>
          </dependency>
        </dependencies>
      </project>
      """;

  @TempDir static Path folder;
  private static List<Path> classPath;

  @BeforeAll
  static void anApplicationTakesTheKit() throws Exception {
    Workshop workshop = new Workshop(folder);
    workshop.installKit();
    Files.writeString(folder.resolve("pom.xml"), APPLICATION.formatted(VERSION));
    workshop.run(
        "mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"
            + " -Dmdep.outputFile=class-path -Dmdep.pathSeparator=,");
    String found = Files.readString(folder.resolve("class-path"));
    classPath = Stream.of(found.split(",")).map(folder::resolve).toList();
  }

  @Test
  void theApplicationGetsVertxHdrHistogramAndSlf4jAndNothingElse() {
    assertThat(classPath)
        .extracting(jar -> jar.getParent().getParent().getFileName().toString())
        .containsExactlyInAnyOrder(
            "interleave",
            "HdrHistogram",
            "slf4j-api",
            "vertx-core",
            "vertx-core-logging",
            "jackson-core",
            "netty-buffer",
            "netty-codec-base",
            "netty-codec-compression",
            "netty-codec-dns",
            "netty-codec-http",
            "netty-codec-http2",
            "netty-codec-socks",
            "netty-common",
            "netty-handler",
            "netty-handler-proxy",
            "netty-resolver",
            "netty-resolver-dns",
            "netty-transport",
            "netty-transport-native-unix-common");
  }

  @Test
  void thatIsEnoughToLoadEachOfItsClassesButThoseForJUnit() throws Exception {
    assertThat(entries(JAR, ".class")).filteredOn(KitJarIT::isForJUnit).isNotEmpty();
    load(entries(JAR, ".class").stream().filter(entry -> !isForJUnit(entry)).toList(), classPath);
  }

  @Test
  void withJUnitTheyAreLoadedToo() throws Exception {
    List<Path> withJUnit = new ArrayList<>(classPath);
    for (Class<?> of :
        List.of(Test.class, AnnotationSupport.class, Launcher.class, TestEngine.class)) {
      withJUnit.add(Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    load(entries(JAR, ".class"), withJUnit);
  }

  @Test
  void vertxAndJUnitFindWhatTheyLoadByThemselves() throws IOException {
    assertThat(entries(JAR, "").stream().filter(name -> name.matches("META-INF/services/.+")))
        .containsExactlyInAnyOrder(
            "META-INF/services/io.vertx.core.spi.VerticleFactory",
            "META-INF/services/org.junit.jupiter.api.extension.Extension",
            "META-INF/services/org.junit.platform.launcher.LauncherDiscoveryListener");
  }

  private static boolean isForJUnit(String entry) {
    return entry.startsWith("dev/interleave/junit/");
  }

  private static void load(List<String> entries, List<Path> jars) throws Exception {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      for (String entry : entries) {
        String name = entry.replace(".class", "").replace('/', '.');
        assertThat(Class.forName(name, false, loader).getDeclaredMethods()).isNotNull();
      }
    }
  }

  @Test
  void theJarIsAModuleOfTheKitsPackages() {
    ModuleDescriptor module =
        ModuleFinder.of(JAR).findAll().stream().findFirst().orElseThrow().descriptor();

    assertThat(module.name()).isEqualTo("dev.interleave.kit");
    assertThat(module.packages()).containsExactlyInAnyOrderElementsOf(Kit.PACKAGES);
  }

  @Test
  void itHoldsTheKitsClassesAndTheOtherJarsTheirSourcesAndPages() throws IOException {
    assertThat(entries(JAR, ".class")).isEqualTo(Kit.files(Path.of("target/classes"), ".class"));
    assertThat(entries(Path.of("target/interleave-kit-sources.jar"), ".java"))
        .isEqualTo(Kit.files(Path.of("src/main/java"), ".java"));
    assertThat(entries(Path.of("target/interleave-kit-javadoc.jar"), "/package-summary.html"))
        .containsExactlyInAnyOrderElementsOf(
            Kit.PACKAGES.stream()
                .map(name -> name.replace('.', '/') + "/package-summary.html")
                .toList());
  }

  private static List<String> entries(Path jar, String suffix) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}
