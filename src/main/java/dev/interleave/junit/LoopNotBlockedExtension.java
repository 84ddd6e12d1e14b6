package dev.interleave.junit;

import dev.interleave.guard.GuardedRun;
import dev.interleave.guard.LoopGuard;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Guards each test that {@link LoopNotBlocked} is on, or all of them if {@value #EVERYWHERE} is set
 * in {@code junit-platform.properties}. JUnit makes it, and calls it.
 */
public final class LoopNotBlockedExtension implements BeforeEachCallback, AfterEachCallback {
  /** JUnit's parameter that guards all tests; its value is what a loop may be blocked for. */
  public static final String EVERYWHERE = "interleave.loop-not-blocked";

  /** JUnit's parameter with the exemptions of all tests, with commas between them. */
  public static final String EXEMPT_EVERYWHERE = "interleave.loop-not-blocked.exempt";

  private static final Namespace NAMESPACE = Namespace.create(LoopNotBlockedExtension.class);

  /** For JUnit. */
  public LoopNotBlockedExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    if (store.get(GuardedRun.class) == null) {
      guard(context).ifPresent(guard -> store.put(GuardedRun.class, guard.start()));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    GuardedRun run = context.getStore(NAMESPACE).remove(GuardedRun.class, GuardedRun.class);
    if (run != null) {
      run.close();
    }
  }

  /** One for all tests that have it from the same place, so that it knows what they need. */
  private static synchronized Optional<LoopGuard> guard(ExtensionContext context) {
    return Rule.of(context)
        .map(rule -> {
          Store store = rule.place().getStore(NAMESPACE);
          GuardInPlace known = store.get(rule.place().getUniqueId(), GuardInPlace.class);
          if (known != null) {
            return known.guard();
          }
          GuardInPlace made = new GuardInPlace(rule);
          store.put(rule.place().getUniqueId(), made);
          return made.guard();
        });
  }
}
