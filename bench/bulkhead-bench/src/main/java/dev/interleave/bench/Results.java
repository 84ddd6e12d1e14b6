package dev.interleave.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds have measured, by the names of the contenders. */
final class Results {
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  /** Adds what the next round has measured. */
  void add(String name, Figures figures) {
    rounds.computeIfAbsent(name, first -> new ArrayList<>()).add(figures);
  }

  /** What each round has measured. */
  List<Double> each(String name, ToDoubleFunction<Figures> figure) {
    return rounds.get(name).stream().mapToDouble(figure).boxed().toList();
  }

  Spread spread(String name, ToDoubleFunction<Figures> figure) {
    return Spread.of(each(name, figure));
  }

  /** The ratio of the two medians; its least and most are those of the rounds' own ratios. */
  Spread ratio(String name, String other, ToDoubleFunction<Figures> figure) {
    List<Double> ours = each(name, figure);
    List<Double> theirs = each(other, figure);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    Spread rounds = Spread.of(ratios);
    double ofMedians = Spread.of(ours).median() / Spread.of(theirs).median();
    return new Spread(ofMedians, rounds.min(), rounds.max());
  }
}
