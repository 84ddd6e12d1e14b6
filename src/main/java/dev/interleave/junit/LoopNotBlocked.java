package dev.interleave.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test fails if an event loop of any {@link io.vertx.core.Vertx} in this JVM was blocked for too
 * long while it ran. The message has the stack that was seen most often meanwhile.
 *
 * <pre>{@code
 * @ExtendWith(VertxExtension.class)
 * @LoopNotBlocked(longerThan = "20ms", exempt = "com.acme.Legacy.load")
 * class OrdersTest { ... }
 * }</pre>
 *
 * <p>On a class it holds for each of its tests with what is before and after each, and for nested
 * classes; not for what is done before all of them. On a method it replaces that of the class. What
 * counts, {@link dev.interleave.guard.LoopGuard} says. A test that fails anyway keeps its own
 * error.
 *
 * <p>Of tests that run at the same time it is not known whose the loop was: each of them fails.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(LoopNotBlockedExtension.class)
public @interface LoopNotBlocked {
  /**
   * For how long a loop may be blocked.
   *
   * @return a number with a unit, {@code 20ms}, {@code 2s} or {@code 1m}, from 5 ms to 1 h
   */
  String longerThan();

  /**
   * Where a loop may be blocked for longer: packages, classes and methods, as {@code
   * com.acme.Legacy.load}. Nested classes and lambdas belong to what they stand in. One that
   * nothing has needed is told, in JUnit's report and in the log.
   *
   * @return nothing by default
   */
  String[] exempt() default {};
}
