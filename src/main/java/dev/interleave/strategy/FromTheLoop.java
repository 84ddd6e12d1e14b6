package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import dev.interleave.loop.LoopUnderTest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * The threads of a strategy, launched from the loop under test: every single call comes from there,
 * whichever loop asks for it. While that loop stands still, none begins.
 */
public final class FromTheLoop implements Threads {
  private final LoopUnderTest loop;
  private final Strategy strategy;

  /**
   * Every call by {@code strategy} is launched from {@code loop}, and its threads close with it.
   */
  public FromTheLoop(LoopUnderTest loop, Strategy strategy) {
    this.loop = loop;
    this.strategy = strategy;
  }

  @Override
  public int sideBySide(int concurrency) {
    return strategy.threads().sideBySide(concurrency);
  }

  @Override
  public boolean reuse() {
    return false;
  }

  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    Context elsewhere = vertx.getOrCreateContext();
    return loop.call(loopVertx -> strategy.threads().open(loopVertx, strategy.name(), concurrency))
        .map(launcher -> new FromLoop(launcher, elsewhere));
  }

  private final class FromLoop implements Launcher {
    private final Launcher launcher;
    private final Context elsewhere;

    FromLoop(Launcher launcher, Context elsewhere) {
      this.launcher = launcher;
      this.elsewhere = elsewhere;
    }

    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      if (loop.context().equals(Vertx.currentContext())) {
        // A loop runs what it gives itself to do before it looks at its timers again.
        elsewhere.runOnContext(v -> launchFromTheLoop(work, failed));
      } else {
        launchFromTheLoop(work, failed);
      }
    }

    private void launchFromTheLoop(Runnable work, Consumer<Throwable> failed) {
      loop.context()
          .runOnContext(v -> {
            try {
              launcher.launch(work, failed);
            } catch (RuntimeException notLaunched) {
              failed.accept(notLaunched);
            }
          });
    }

    @Override
    public Future<Void> close() {
      return launcher.close();
    }
  }
}
