package dev.interleave.monitor;

/**
 * An event loop that is measured. A value: two are equal if they are the same loop of the same
 * monitor.
 *
 * @param id 1 for the first of its monitor, and one more for each
 * @param name what its thread was called when it was first measured; for people, and not unique
 * @param threadId the id of its thread, {@link Thread#threadId()}, which no other thread of this
 *     process ever has
 */
public record Loop(int id, String name, long threadId) {}
