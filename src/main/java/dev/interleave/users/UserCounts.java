package dev.interleave.users;

import java.time.Duration;

/**
 * How the users fare who were asked for last.
 *
 * @param running whether more may arrive, or some still wait, or their endpoint is still open
 * @param arrived how many have sent a request
 * @param served how many were answered
 * @param left how many went without an answer
 * @param waiting how many wait now
 * @param longestWait the longest wait so far, of those who wait now as well
 */
public record UserCounts(
    boolean running, int arrived, int served, int left, int waiting, Duration longestWait) {
  static final UserCounts NONE = new UserCounts(false, 0, 0, 0, 0, Duration.ZERO);
}
