package dev.interleave.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A contender's turn to run.
 *
 * @param position 1 for the experiment's first
 * @param repetition 1 for the contender's first; 0 if it only warms up
 */
record Turn(int position, int repetition, Contender contender) {
  /**
   * All turns of an experiment. Each repetition has every contender once, in an order of its own.
   */
  static List<Turn> all(Workload workload) {
    Random random = new Random(workload.seed());
    List<Turn> turns = new ArrayList<>();
    for (int repetition = 1; repetition <= workload.repetitions(); repetition++) {
      List<Contender> shuffled = new ArrayList<>(workload.contenders());
      Collections.shuffle(shuffled, random);
      for (Contender contender : shuffled) {
        turns.add(new Turn(turns.size() + 1, repetition, contender));
      }
    }
    return turns;
  }

  /** A turn of each before the first round, so that this is no colder than the others. */
  static List<Turn> toWarmUp(Workload workload) {
    return workload.contenders().stream().map(each -> new Turn(1, 0, each)).toList();
  }
}
