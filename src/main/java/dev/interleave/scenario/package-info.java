/**
 * Scripted demonstrations, one for each program and claim of the article on {@code
 * asyncio.to_thread}. They run on the real loop under test, by the real strategies. A transcript
 * tells what happened, in the order in which it happened.
 *
 * <p>May use {@code jobs}, {@code work}, {@code loop} and {@code feed}.
 */
package dev.interleave.scenario;
