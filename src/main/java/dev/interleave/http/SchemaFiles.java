package dev.interleave.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * Reads the schemas of OpenAPI and JSON Schema out of the libraries that bring them. These ask
 * Vert.x's file system for them, which would unpack them into a temporary folder, and fail if that
 * is full or read-only.
 */
final class SchemaFiles {
  private SchemaFiles() {}

  /** The same {@code vertx}, but a file that is read while one waits is a resource. */
  static Vertx of(Vertx vertx) {
    FileSystem resources =
        proxy(
            FileSystem.class,
            (self, method, args) ->
                method.getName().equals("readFileBlocking")
                    ? read((String) args[0])
                    : method.invoke(vertx.fileSystem(), args));
    return proxy(
        Vertx.class,
        (self, method, args) ->
            method.getName().equals("fileSystem") ? resources : method.invoke(vertx, args));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              try {
                return handler.invoke(self, method, args);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private static Buffer read(String path) throws IOException {
    try (InputStream resource = SchemaFiles.class.getResourceAsStream("/" + path)) {
      return Buffer.buffer(Objects.requireNonNull(resource, path).readAllBytes());
    }
  }
}
