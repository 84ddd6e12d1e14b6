package dev.interleave.kit;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What other packages can see of a type. */
final class Signatures {
  private Signatures() {}

  /** A line for the type, then one for each of its members, sorted; none if it cannot be seen. */
  static List<String> of(Class<?> type) {
    if (!isVisible(type)) {
      return List.of();
    }
    Stream<String> members = members(type).map(Signatures::text).distinct().sorted();
    return Stream.concat(Stream.of(text(type)), members)
        .map(line -> type.getName() + ": " + line)
        .map(line -> line.replaceAll("java\\.lang\\.(?=[A-Z])|dev\\.interleave\\.", ""))
        .map(line -> line.replace('$', '.'))
        .toList();
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Its own, and those that come down from a type that cannot be seen itself. */
  private static Stream<Member> members(Class<?> type) {
    Stream<Member> own =
        Stream.of(
                type.getDeclaredConstructors(), type.getDeclaredFields(), type.getDeclaredMethods())
            .flatMap(Arrays::<Member>stream)
            .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
            .filter(member -> !isImplied(type, member));
    Stream<Member> handedDown =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
            .filter(parent -> !isVisible(parent))
            .flatMap(Signatures::members)
            .filter(member -> !(member instanceof Constructor));
    return Stream.concat(own, handedDown);
  }

  /** Whether every object has it, or every record with the same components. */
  private static boolean isImplied(Class<?> type, Member member) {
    return switch (member) {
      case Method method ->
          isOfEveryObject(method)
              || (type.isRecord()
                  && Arrays.stream(type.getRecordComponents())
                      .anyMatch(component -> component.getAccessor().equals(method)));
      case Constructor<?> constructor ->
          type.isRecord()
              && Arrays.equals(
                  constructor.getParameterTypes(),
                  Arrays.stream(type.getRecordComponents())
                      .map(component -> component.getType())
                      .toArray());
      default -> false;
    };
  }

  private static boolean isOfEveryObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException ownAlone) {
      return false;
    }
  }

  private static String text(Class<?> type) {
    String components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(part -> part.getGenericType().getTypeName() + " " + part.getName())
                .collect(joining(", ", "(", ")"))
            : "";
    String parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .filter(parent -> parent != Object.class)
            .map(Type::getTypeName)
            .collect(joining(", "));
    return type.toGenericString() + components + (parents.isEmpty() ? "" : " from " + parents);
  }

  private static String text(Member member) {
    String text =
        switch (member) {
          case Field field -> field.toGenericString();
          case Method method -> method.toGenericString() + defaultValue(method);
          case Executable constructor -> constructor.toGenericString();
          default -> throw new AssertionError(member);
        };
    String name = member.getName();
    return text.replace(member.getDeclaringClass().getName() + "." + name, name);
  }

  private static String defaultValue(Method method) {
    return method.getDefaultValue() == null ? "" : " default";
  }
}
