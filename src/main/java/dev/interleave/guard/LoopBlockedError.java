package dev.interleave.guard;

import dev.interleave.monitor.BlockedReport;
import java.time.Duration;
import java.util.List;

/** An event loop was blocked for too long. The message says which, for how long, and where. */
public final class LoopBlockedError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient List<BlockedReport> blocks;

  LoopBlockedError(Duration limit, List<BlockedReport> blocks) {
    super(BlockedText.of(limit, blocks));
    this.blocks = blocks;
  }

  /** {@return the blocks that were too long, the longest first} */
  public List<BlockedReport> blocks() {
    return blocks;
  }
}
