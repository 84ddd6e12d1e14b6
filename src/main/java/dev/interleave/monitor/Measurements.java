package dev.interleave.monitor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares out what was recorded of the loops and the control among the windows that are open. Any
 * thread may call; it keeps no loop waiting.
 */
final class Measurements {
  private final Collection<LoopSampler> loops;
  private final List<LatenessRecorder> recorders;
  private final InstantSource clock;
  private final List<Window> open = new ArrayList<>();

  /**
   * No window is open.
   *
   * @param loops those that are measured by now
   * @param recorders those of the loops, in the order of their ids, and last the control's
   */
  Measurements(
      Collection<LoopSampler> loops, List<LatenessRecorder> recorders, InstantSource clock) {
    this.loops = loops;
    this.recorders = recorders;
    this.clock = clock;
  }

  synchronized Window open() {
    collect();
    Window window = new Window(this, recorders.size(), clock.instant());
    open.add(window);
    return window;
  }

  synchronized Snapshot read(Window window) {
    collect();
    Map<Loop, Lateness> late = new LinkedHashMap<>();
    for (LoopSampler sampler : loops) {
      Loop loop = sampler.loop();
      late.put(loop, window.sum(loop.id() - 1).lateness());
    }
    return new Snapshot(
        window.from(),
        clock.instant(),
        Collections.unmodifiableMap(late),
        window.sum(recorders.size() - 1).lateness());
  }

  synchronized void close(Window window) {
    collect();
    open.remove(window);
  }

  private void collect() {
    for (int i = 0; i < recorders.size(); i++) {
      int recorder = i;
      recorders.get(i).moveTo(open.stream().map(window -> window.sum(recorder)).toList());
    }
  }
}
