package dev.interleave.offload;

/**
 * What a strategy is doing at this moment, and what it has done since its start.
 *
 * @param queued calls accepted that have not begun
 * @param running calls that hold a thread and have no final state yet
 * @param ignoringInterrupt calls that were stopped and still hold their thread and their place
 * @param accepted calls accepted since the start
 * @param refused calls refused since the start
 */
public record Load(int queued, int running, int ignoringInterrupt, long accepted, long refused) {}
