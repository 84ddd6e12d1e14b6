package dev.interleave.faults;

/**
 * What a process holds.
 *
 * @param heapBytes of live objects, after a collection of all garbage
 */
record Level(int threads, int descriptors, long heapBytes) {
  private static final long MIB = 1024 * 1024;

  long heapMib() {
    return heapBytes / MIB;
  }

  boolean isWithin(Level bound) {
    return threads <= bound.threads
        && descriptors <= bound.descriptors
        && heapBytes <= bound.heapBytes;
  }

  Level plus(int moreThreads, int moreDescriptors, long moreHeapMib) {
    return new Level(
        threads + moreThreads, descriptors + moreDescriptors, heapBytes + moreHeapMib * MIB);
  }
}
