package dev.interleave.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the page, and those that it links to. They are read and compressed once, because
 * both block, and they are few and small. Immutable.
 */
final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", Accepts.HTML + ";charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "md", "text/plain;charset=utf-8");

  private final Map<String, File> byName;

  private PageFiles(Map<String, File> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** One file, as it is and compressed by gzip. */
  record File(String type, Form plain, Form gzip) {}

  /**
   * The bytes of a file in one encoding.
   *
   * @param etag changes with the content and the encoding, and with nothing else
   */
  record Form(Buffer content, String etag) {}

  /**
   * Every file in a folder of the classpath.
   *
   * @param folder with a slash at both ends
   */
  static PageFiles inFolder(String folder) {
    try {
      URI uri = PageFiles.class.getResource(folder).toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(folder, names(Path.of(uri)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(folder, names(jar.getPath(folder)));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Some files of a WebJar, of whatever version is on the classpath.
   *
   * @param folder in the WebJar, with a slash at its end
   */
  static PageFiles ofWebJar(String name, String folder, String... names) {
    Properties built = new Properties();
    String properties = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    try (InputStream resource = PageFiles.class.getResourceAsStream(properties)) {
      built.load(resource);
      String root = "/META-INF/resources/webjars/" + name + "/" + built.getProperty("version");
      return read(root + "/" + folder, List.of(names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with a content of its own. */
  static File file(String name, byte[] content) {
    return new File(type(name), form(content), form(gzip(content)));
  }

  Optional<File> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static PageFiles read(String folder, List<String> names) throws IOException {
    Map<String, File> files = new HashMap<>();
    for (String name : names) {
      try (InputStream resource = PageFiles.class.getResourceAsStream(folder + name)) {
        files.put(name, file(name, resource.readAllBytes()));
      }
    }
    return new PageFiles(files);
  }

  private static String type(String name) {
    return Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
  }

  private static Form form(byte[] content) {
    return new Form(Buffer.buffer(content), etag(content));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String etag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
