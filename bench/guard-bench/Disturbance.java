import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Goes on until it is closed. */
final class Disturbance implements AutoCloseable {
  static final int BURNERS = 2 * Runtime.getRuntime().availableProcessors();

  private static final int LIVE_BYTES = 48 << 20;

  private final List<Process> burners = new ArrayList<>();
  private final Thread litter = Thread.ofPlatform().daemon().unstarted(this::litter);
  private volatile Object sink = "";

  Disturbance(Beside beside) throws IOException {
    for (int i = 0; beside.burns() && i < BURNERS; i++) {
      burners.add(
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "while kill -0 $PPID; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done")
              .start());
    }
    if (beside.litters()) {
      litter.start();
    }
  }

  /** Keeps so much alive that collecting what is not takes a while. */
  private void litter() {
    byte[][] live = new byte[LIVE_BYTES / 1024][];
    Random which = new Random(2);
    sink = live;
    while (!Thread.currentThread().isInterrupted()) {
      for (int i = 0; i < 256; i++) {
        live[which.nextInt(live.length)] = new byte[1024];
      }
      LockSupport.parkNanos(1_000_000);
    }
    sink = "";
  }

  @Override
  public void close() throws InterruptedException {
    burners.forEach(Process::destroy);
    litter.interrupt();
    litter.join();
  }
}
