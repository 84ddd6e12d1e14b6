package dev.interleave.bulkhead;

import io.vertx.core.Context;

/** News of a call besides its end. */
final class News extends Mail {
  private final Context context;
  private final Runnable tells;

  News(Context context, Runnable tells) {
    this.context = context;
    this.tells = tells;
  }

  @Override
  Context context() {
    return context;
  }

  @Override
  void deliver() {
    tells.run();
  }
}
