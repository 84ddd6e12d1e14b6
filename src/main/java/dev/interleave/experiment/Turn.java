package dev.interleave.experiment;

import dev.interleave.jobs.OpenStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A strategy's turn to run.
 *
 * @param position 1 for the experiment's first
 * @param repetition 1 for the strategy's first
 */
record Turn(int position, int repetition, OpenStrategy strategy) {
  /**
   * All turns of an experiment. Each repetition has every strategy once, in an order of its own.
   */
  static List<Turn> all(Workload workload) {
    Random random = new Random(workload.seed());
    List<Turn> turns = new ArrayList<>();
    for (int repetition = 1; repetition <= workload.repetitions(); repetition++) {
      List<OpenStrategy> shuffled = new ArrayList<>(workload.strategies());
      Collections.shuffle(shuffled, random);
      for (OpenStrategy strategy : shuffled) {
        turns.add(new Turn(turns.size() + 1, repetition, strategy));
      }
    }
    return turns;
  }
}
