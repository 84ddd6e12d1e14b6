package dev.interleave.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the programs without which a test class is skipped. With {@code -Dskips=forbidden} it runs
 * anyway, and fails where it cannot find them.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeededPrograms.class)
public @interface Needs {
  /** What is skipped, for the sentence that says so. */
  String what();

  Program[] programs();
}
