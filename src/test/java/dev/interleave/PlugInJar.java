package dev.interleave;

import dev.interleave.work.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar of a plug-in, compiled while the tests run. */
public final class PlugInJar {
  private static final String SERVICES = "META-INF/services/" + Kind.class.getName();
  private static final String KIND =
      """
      package plugged;

      import dev.interleave.values.*;
      import dev.interleave.work.*;
      import java.util.*;

      public final class %s implements Kind {
        {members}
        public String name() { return {name}; }
        public String description() { return {description}; }
        public List<Argument<?>> arguments() { {arguments} }
        public Object run(Arguments arguments) throws Exception { {run} }
        public void close() { {close} }
      }
      """;

  private final Map<String, String> sources = new HashMap<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * With a class {@code plugged.NAME} that is a kind, usable unless told otherwise.
   *
   * @param parts of its source by turns with what stands there instead: {@code members}, {@code
   *     name} and {@code description} as expressions, {@code arguments}, {@code run} and {@code
   *     close} as statements
   */
  public PlugInJar kind(String name, String... parts) {
    Map<String, String> code = new HashMap<>();
    code.put("members", "");
    code.put("name", '"' + name.toLowerCase(Locale.ROOT) + '"');
    code.put("description", "\"Does nothing.\"");
    code.put("arguments", "return List.of();");
    code.put("run", "return 1;");
    code.put("close", "");
    for (int i = 0; i < parts.length; i += 2) {
      code.put(parts[i], parts[i + 1]);
    }
    String source = KIND.formatted(name);
    for (Map.Entry<String, String> part : code.entrySet()) {
      source = source.replace('{' + part.getKey() + '}', part.getValue());
    }
    return source("plugged." + name, source).service("plugged." + name);
  }

  /** With any other class. */
  public PlugInJar source(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** With a line in {@code META-INF/services}. */
  public PlugInJar service(String line) {
    services.add(line);
    return this;
  }

  /** Without a class that the others were compiled against. */
  public PlugInJar without(String className) {
    missing.add(className.replace('.', '/') + ".class");
    return this;
  }

  /** Writes it; its classes stay beside it, in a hidden folder. */
  public void write(Path jar) {
    try {
      Path classes = jar.resolveSibling("." + jar.getFileName());
      Files.createDirectories(classes);
      compile(classes);
      for (String name : missing) {
        Files.delete(classes.resolve(name));
      }
      if (!services.isEmpty()) {
        Path file = classes.resolve(SERVICES);
        Files.createDirectories(file.getParent());
        Files.write(file, services);
      }
      pack(classes, jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> units = sources.entrySet().stream().map(Source::new).toList();
    List<String> options = List.of("-d", classes.toString(), "-classpath", service().toString());
    if (!units.isEmpty() && !compiler.getTask(null, null, null, options, null, units).call()) {
      throw new AssertionError("cannot be compiled: " + sources);
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }

  private static Path service() {
    try {
      return Path.of(Kind.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(Map.Entry<String, String> named) {
      super(
          URI.create("string:///" + named.getKey().replace('.', '/') + ".java"),
          JavaFileObject.Kind.SOURCE);
      code = named.getValue();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
