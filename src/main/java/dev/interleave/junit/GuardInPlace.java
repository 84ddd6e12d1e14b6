package dev.interleave.junit;

import dev.interleave.guard.LoopGuard;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A guard, until JUnit closes what it stands on: then it tells what it has not needed. */
final class GuardInPlace implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LoopNotBlocked.class.getName());

  private final Rule rule;
  private final LoopGuard guard;

  GuardInPlace(Rule rule) {
    this.rule = rule;
    this.guard = rule.guard();
  }

  LoopGuard guard() {
    return guard;
  }

  @Override
  public void close() {
    for (String unused : guard.unusedExemptions()) {
      LOG.log(
          Level.WARNING, "{0}: exempt: ''{1}'' matches no block, and can go", rule.name(), unused);
      rule.place().publishReportEntry("unused exemption of @LoopNotBlocked", unused);
    }
  }
}
