package dev.interleave.bench;

/** A way of having a no-op done on another thread. */
interface Contender {
  String name();

  /** The name of the one that does the same with nothing around it. */
  String bare();

  Figures measure(Effort effort) throws Exception;
}
