package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.interleave.PlugInJar;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlugInsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FOREVER =
      "while (true) { try { Thread.sleep(1000); } catch (InterruptedException deaf) { } }";

  @TempDir Path folder;

  private final List<Kinds> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Kinds::close);
  }

  @Test
  void aFolderThatIsNotThereHasNoPlugIns() {
    Kinds kinds = open(folder.resolve("nowhere"));

    assertThat(names(kinds)).containsExactly("sleep");
    assertThat(kinds.leftOut()).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderIsLeftOut() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(open(file).leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.plugIn()).isEqualTo("file"))
        .satisfies(left -> assertThat(left.reason()).startsWith("it is no folder that can be r"));
  }

  @Test
  void jarsAndFoldersOfJarsAreLoadedByNameAfterWhatIsBuiltIn() throws IOException {
    new PlugInJar().kind("Second").write(folder.resolve("b.jar"));
    new PlugInJar().kind("Third").write(folder.resolve("c/third.jar"));
    new PlugInJar().kind("First").write(folder.resolve("a.jar"));
    Files.createFile(folder.resolve("README.txt"));
    Files.createDirectory(folder.resolve(".hidden"));

    Kinds kinds = open(folder);

    assertThat(kinds.leftOut()).isEmpty();
    assertThat(names(kinds)).containsExactly("sleep", "first", "second", "third");
  }

  @Test
  void aKindOfAPlugInIsCalledWithItsArguments() throws Exception {
    new PlugInJar()
        .kind(
            "Greet",
            "members",
            """
            private static final Argument<String> NAME =
                new Argument<>("name", Allowed.text(1, 10), "you", "whom to greet");
            private static final Argument<String> HOW =
                new Argument<>("how", Allowed.choice("hello", "bye"), "hello", "how to greet");\
            """,
            "arguments",
            "return List.of(NAME, HOW);",
            "run",
            "return arguments.get(HOW) + \" \" + arguments.get(NAME);")
        .write(folder.resolve("greet.jar"));
    Kind greet = open(folder).find("greet").orElseThrow();

    assertThat(greet.run(Arguments.of(greet.arguments(), Map.of("name", "Ada"))))
        .isEqualTo("hello Ada");
    assertThatThrownBy(() -> Arguments.of(greet.arguments(), Map.of("how", "slap")))
        .hasMessage("how: 'slap' is not allowed; allowed: one of hello, bye");
    assertThatThrownBy(() -> Arguments.of(greet.arguments(), Map.of("name", "")))
        .hasMessageEndingWith("allowed: text of 1 to 10 characters without control characters");
  }

  @Test
  void aPlugInsClassesAreItsOwn() throws Exception {
    for (String name : List.of("one", "two")) {
      new PlugInJar()
          .source("lib.Shared", "package lib; public class Shared { public static int calls; }")
          .write(folder.resolve(name).resolve("lib.jar"));
      new PlugInJar()
          .source("lib.Shared", "package lib; public class Shared { public static int calls; }")
          .kind("Count", "name", '"' + name + '"', "run", "return ++lib.Shared.calls;")
          .without("lib.Shared")
          .write(folder.resolve(name).resolve("main.jar"));
    }
    Kinds kinds = open(folder);

    assertThat(call(kinds, "one")).isEqualTo(1);
    assertThat(call(kinds, "one")).isEqualTo(2);
    assertThat(call(kinds, "two")).isEqualTo(1);
  }

  @Test
  void whatAPlugInRunsHasItsClassLoaderAsContext() throws Exception {
    new PlugInJar()
        .kind(
            "Context",
            "members",
            "private final ClassLoader made = Thread.currentThread().getContextClassLoader();",
            "run",
            "return List.of(made, Thread.currentThread().getContextClassLoader(),"
                + " getClass().getClassLoader());")
        .write(folder.resolve("context.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    List<?> loaders = (List<?>) call(open(folder), "context");

    assertThat(loaders)
        .allSatisfy(
            loader -> assertThat((Object) loader).isSameAs(loaders.getFirst()).isNotSameAs(before));
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void aJarThatIsNoJarIsLeftOut() throws IOException {
    Files.writeString(folder.resolve("a.jar"), "not a jar");
    Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("lib.jar"), "nor this");
    Files.createDirectory(folder.resolve("c"));

    assertThat(open(folder).leftOut())
        .extracting(LeftOut::plugIn, left -> left.reason().replaceAll(":.*", ""))
        .containsExactly(
            tuple("a.jar", "a.jar is no jar that can be read"),
            tuple("b", "lib.jar is no jar that can be read"),
            tuple("c", "a folder without a jar"));
  }

  @Test
  void aJarWithoutAKindIsLeftOut() {
    new PlugInJar().source("a.A", "package a; class A {}").write(folder.resolve("a.jar"));

    assertThat(open(folder).leftOut())
        .containsExactly(
            new LeftOut(
                "a.jar", "no class is named in a META-INF/services/dev.interleave.work.Kind"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | null | plugged.Bad: name(): missing; allowed: a lower-case letter, then",
        "name | \"\" | plugged.Bad: name(): '' is not allowed; allowed: a lower-case letter, then",
        "name | \"Bad\" | plugged.Bad: name(): 'Bad' is not allowed; allowed: a lower-case let",
        "name | \"a\\nb\" | plugged.Bad: name(): 'a b' is not allowed",
        "name | \"sleep\" | plugged.Bad: name(): 'sleep' is not allowed; allowed: a name that is"
            + " free; this one is built in",
        "name | \"good\" | plugged.Bad: name(): 'good' is not allowed; allowed: a name that is"
            + " free; this one is a.jar's",
        "name | \"x\".repeat(65) | plugged.Bad: name(): 'xxx",
        "name | (String) (Object) 1 | plugged.Bad: java.lang.ClassCastException: class",
        "description | null | plugged.Bad: description(): missing; allowed: a sentence",
        "description | \" \" | plugged.Bad: description(): missing; allowed: a sentence",
        "arguments | return null; | plugged.Bad: arguments(): missing; allowed: a list, which",
        "arguments | throw new IllegalStateException(\"no\"); | plugged.Bad: java.lang.IllegalS"
            + "tateException: no",
        "arguments | return Collections.singletonList(null); | plugged.Bad: java.lang.NullPointerE",
        "members | public Bad() { throw new IllegalStateException(\"no address\"); } | Provider"
            + " plugged.Bad could not be instantiated: java.lang.IllegalStateException: no address",
        "members | static { if (true) throw new IllegalStateException(\"no\"); } | Provider"
            + " plugged.Bad could not be instantiated: java.lang.ExceptionInInitializerError:"
            + " java.lang.IllegalStateException: no",
        "members | public Bad(int n) {} | plugged.Bad Unable to get public no-arg",
        "members | private Bad() {} | plugged.Bad Unable to get public no-arg",
        "members | public Bad() { throw new Mute(); } static class Mute extends RuntimeException {"
            + " public String getMessage() { throw this; } } | Provider plugged.Bad could not be"
            + " instantiated: plugged.Bad$Mute: it cannot say why: its getMessage() threw"
            + " plugged.Bad$Mute",
      })
  void aKindThatCannotBeUsedIsLeftOutAndTakesNoOtherWithIt(
      String part, String code, String reason) {
    new PlugInJar()
        .kind("Bad", part, code)
        .kind("Better")
        .service("plugged.Bad")
        .write(folder.resolve("b.jar"));
    new PlugInJar().kind("Good").write(folder.resolve("a.jar"));
    new PlugInJar().kind("Last").write(folder.resolve("c.jar"));

    Kinds kinds = open(folder);

    assertThat(names(kinds)).containsExactly("sleep", "good", "better", "last");
    assertThat(kinds.leftOut()).extracting(LeftOut::plugIn).containsExactly("b.jar");
    assertThat(kinds.leftOut().getFirst().reason()).startsWith(reason).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"wait\", Allowed.integer(1, 9), 1L, \"x\" | the name of an argument: 'wait' is not"
            + " allowed; allowed: one that is no parameter of a request",
        "\"seed\", Allowed.integer(1, 9), 1L, \"x\" | the name of an argument: 'seed' is not",
        "\"a b\", Allowed.integer(1, 9), 1L, \"x\" | the name of an argument: 'a b' is not allowed",
        "null, Allowed.integer(1, 9), 1L, \"x\" | the name of an argument: missing",
        "\"twice\", Allowed.integer(1, 9), 1L, \"x\" | the name of an argument: 'twice' is not"
            + " allowed; allowed: each once",
        "\"n\", null, 1L, \"x\" | what is allowed for n: missing",
        "\"n\", Allowed.integer(1, 9), null, \"x\" | the default of n: missing; allowed: a whole",
        "\"n\", Allowed.integer(1, 9), 10L, \"x\" | the default of n: '10' is not allowed; allowed:"
            + " a whole number from 1 to 9",
        "\"n\", Allowed.text(1, 9), \"\", \"x\" | the default of n: '' is not allowed; allowed: t",
        "\"n\", Allowed.choice(\"a\", \"b\"), \"c\", \"x\" | the default of n: 'c' is not allowed",
        "\"n\", Allowed.choice(), \"c\", \"x\" | java.lang.IllegalArgumentException: a choice is",
        "\"n\", Allowed.integer(1, 9), 1L, null | the description of n: missing; allowed: a sent",
        "\"n\", (Allowed) Allowed.integer(1, 9), \"1\", \"x\" | java.lang.ClassCastException",
      })
  void anArgumentThatCannotBeUsedLeavesItsKindOut(String argument, String reason) {
    String twice = "new Argument<>(\"twice\", Allowed.bool(), true, \"x\")";
    new PlugInJar()
        .kind(
            "Bad", "arguments", "return List.of(%s, new Argument(%s));".formatted(twice, argument))
        .write(folder.resolve("b.jar"));

    Kinds kinds = open(folder);

    assertThat(names(kinds)).containsExactly("sleep");
    assertThat(kinds.leftOut()).singleElement().extracting(LeftOut::plugIn).isEqualTo("b.jar");
    assertThat(kinds.leftOut().getFirst().reason()).startsWith("plugged.Bad: " + reason);
  }

  @Test
  void aClassThatIsMissingWrongOrUnlinkableIsLeftOutAndTakesNoOtherWithIt() {
    new PlugInJar()
        .service("no.such.Class")
        .source("a.NotAKind", "package a; public class NotAKind {}")
        .service("a.NotAKind")
        .write(folder.resolve("a.jar"));
    new PlugInJar()
        .source("lib.Base", "package lib; public class Base {}")
        .kind("Unlinkable", "members", "private final lib.Base base = new lib.Base();")
        .source("b.Orphan", "package b; public class Orphan extends lib.Base {}")
        .service("b.Orphan")
        .without("lib.Base")
        .kind("Good")
        .write(folder.resolve("b.jar"));
    new PlugInJar().service("no name of a class").write(folder.resolve("c.jar"));

    Kinds kinds = open(folder);

    assertThat(names(kinds)).containsExactly("sleep", "good");
    assertThat(kinds.leftOut())
        .extracting(left -> left.plugIn() + " " + left.reason())
        .satisfiesExactly(
            left -> assertThat(left).isEqualTo("a.jar Provider no.such.Class not found"),
            left -> assertThat(left).isEqualTo("a.jar a.NotAKind not a subtype"),
            left -> assertThat(left).startsWith("b.jar ").contains("DefFoundError: lib/Base"),
            left -> assertThat(left).startsWith("b.jar ").contains("DefFoundError: lib/Base"),
            left -> assertThat(left).startsWith("c.jar ").contains("Illegal configuration-file"));
  }

  @Test
  void aClassOfALaterJavaIsLeftOut() throws IOException {
    new PlugInJar().kind("Later").write(folder.resolve("later.jar"));
    try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("later.jar"))) {
      Path file = jar.getPath("plugged/Later.class");
      byte[] code = Files.readAllBytes(file);
      code[6] = 1;
      Files.write(file, code);
    }

    assertThat(open(folder).leftOut())
        .singleElement()
        .extracting(LeftOut::reason)
        .asString()
        .startsWith("java.lang.UnsupportedClassVersionError: plugged/Later has been compiled by a");
  }

  @Test
  void theSamePlugInTwiceIsLoadedOnce() throws IOException {
    new PlugInJar().kind("Once").write(folder.resolve("a.jar"));
    Files.copy(folder.resolve("a.jar"), folder.resolve("b.jar"));

    Kinds kinds = open(folder);

    assertThat(names(kinds)).containsExactly("sleep", "once");
    assertThat(kinds.leftOut())
        .containsExactly(
            new LeftOut(
                "b.jar",
                "plugged.Once: name(): 'once' is not allowed; allowed: a name that is free; this one"
                    + " is a.jar's"));
  }

  @Test
  void whatAKindDeclaresIsReadOnce() {
    new PlugInJar()
        .kind(
            "Fickle",
            "members",
            "private int asked; private int once() { return asked++ / 3 == 0 ? 1 : 1 / 0; }",
            "name",
            "\"fickle-\" + once()",
            "description",
            "\"Asked \" + once()",
            "arguments",
            "once(); return new ArrayList<>();")
        .write(folder.resolve("fickle.jar"));

    Kind fickle = open(folder).find("fickle-1").orElseThrow();

    for (int i = 0; i < 3; i++) {
      assertThat(fickle.name()).isEqualTo("fickle-1");
      assertThat(fickle.description()).isEqualTo("Asked 1");
      assertThat(fickle.arguments()).isEmpty();
    }
  }

  @Test
  void everyKindIsClosedOnceWhateverTheOthersThrow() throws Exception {
    String closed =
        "synchronized (System.class) { System.setProperty(\"plug-ins.closed\", System.getProperty("
            + "\"plug-ins.closed\", \"\") + name() + ' '); }";
    for (String name : List.of("A", "B", "C")) {
      new PlugInJar()
          .kind(
              name,
              "run",
              "return getClass().getClassLoader();",
              "close",
              closed + " throw new NoClassDefFoundError(\"gone\");")
          .write(folder.resolve(name + ".jar"));
    }
    new PlugInJar()
        .kind("Rejected", "name", "\"Rejected\"", "close", closed)
        .write(folder.resolve("D.jar"));
    Kinds kinds = Kinds.open(List.of(new Sleep()), folder, PATIENCE, PATIENCE);
    URLClassLoader loader = (URLClassLoader) call(kinds, "a");
    assertThat(loader.findResource("plugged/A.class")).isNotNull();

    try {
      kinds.close();

      assertThat(System.getProperty("plug-ins.closed").split(" "))
          .containsExactlyInAnyOrder("Rejected", "a", "b", "c");
      assertThat(loader.findResource("plugged/A.class")).isNull();
    } finally {
      System.clearProperty("plug-ins.closed");
    }
  }

  @Test
  void aPlugInThatDoesNotStartInTimeIsLeftOutWithWhereItIs() throws IOException {
    new PlugInJar()
        .kind("Hangs", "members", "public Hangs() { " + FOREVER + " }")
        .write(folder.resolve("a.jar"));
    new PlugInJar().kind("Works").write(folder.resolve("b.jar"));

    Kinds kinds = Kinds.open(List.of(new Sleep()), folder, Duration.ofMillis(500), PATIENCE);
    opened.add(kinds);

    assertThat(names(kinds)).containsExactly("sleep", "works");
    assertThat(kinds.leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.plugIn()).isEqualTo("a.jar"))
        .satisfies(left ->
            assertThat(left.reason())
                .startsWith("its start is not done within 500ms; it is at java"));
  }

  @Test
  void aKindThatDoesNotCloseInTimeIsLeftAndTheOthersAreClosed() throws IOException {
    new PlugInJar().kind("Hangs", "close", FOREVER).write(folder.resolve("a.jar"));
    CountDownLatch closed = new CountDownLatch(1);
    Kind builtIn =
        new Delegate(new Sleep()) {
          @Override
          public void close() {
            closed.countDown();
          }
        };

    Kinds.open(List.of(builtIn), folder, PATIENCE, Duration.ofMillis(500)).close();

    assertThat(closed.getCount()).isZero();
  }

  /** A kind that does what another does. */
  private static class Delegate implements Kind {
    private final Kind kind;

    Delegate(Kind kind) {
      this.kind = kind;
    }

    @Override
    public String name() {
      return kind.name();
    }

    @Override
    public String description() {
      return kind.description();
    }

    @Override
    public List<Argument<?>> arguments() {
      return kind.arguments();
    }

    @Override
    public Object run(Arguments arguments) throws Exception {
      return kind.run(arguments);
    }
  }

  private Kinds open(Path plugIns) {
    Kinds kinds = Kinds.open(List.of(new Sleep()), plugIns, PATIENCE, PATIENCE);
    opened.add(kinds);
    return kinds;
  }

  private static List<String> names(Kinds kinds) {
    return kinds.all().stream().map(Kind::name).toList();
  }

  private static Object call(Kinds kinds, String name) throws Exception {
    Kind kind = kinds.find(name).orElseThrow();
    return kind.run(Arguments.of(kind.arguments(), Map.of()));
  }
}
