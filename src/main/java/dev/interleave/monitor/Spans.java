package dev.interleave.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Stretches of time that do not touch one another, in order. A value. */
final class Spans {
  static final Spans NONE = new Spans(List.of());

  private final List<Span> spans;

  private Spans(List<Span> spans) {
    this.spans = spans;
  }

  /** All the time that lies in one of them at least. */
  static Spans of(Collection<Span> any) {
    List<Span> inOrder = new ArrayList<>(any);
    inOrder.sort(Comparator.comparingLong(Span::from));
    List<Span> disjoint = new ArrayList<>();
    for (Span span : inOrder) {
      if (span.length() <= 0) {
        continue;
      }
      if (disjoint.isEmpty() || disjoint.getLast().to() < span.from()) {
        disjoint.add(span);
      } else {
        Span last = disjoint.removeLast();
        disjoint.add(new Span(last.from(), Math.max(last.to(), span.to())));
      }
    }
    return new Spans(List.copyOf(disjoint));
  }

  /** Nanoseconds in all. */
  long length() {
    long length = 0;
    for (Span span : spans) {
      length += span.length();
    }
    return length;
  }

  /** What lies in these or in others. */
  Spans and(Spans others) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(others.spans);
    return of(all);
  }

  /** What lies in both. */
  Spans within(Spans others) {
    List<Span> common = new ArrayList<>();
    for (Span one : spans) {
      for (Span other : others.spans) {
        common.add(new Span(Math.max(one.from(), other.from()), Math.min(one.to(), other.to())));
      }
    }
    return of(common);
  }

  /** What lies within a span. */
  Spans within(Span span) {
    return within(of(List.of(span)));
  }

  /** Those of them that are so. */
  Spans that(Predicate<Span> are) {
    return new Spans(spans.stream().filter(are).toList());
  }

  /** Nanoseconds in all that lie in these and not in others. */
  long lengthWithout(Spans others) {
    return and(others).length() - others.length();
  }

  /** Each longer by so much on both sides. */
  Spans widened(long nanos) {
    return of(spans.stream().map(span -> span.widened(nanos)).toList());
  }
}
