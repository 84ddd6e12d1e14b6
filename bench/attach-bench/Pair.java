/** One with the jar, and one without it. */
record Pair(Measured without, Measured with) {}
