/**
 * The fault suite: the jar as a process of its own, and what must not break it. Each test is a row
 * of docs/faults.md: what is promised, and what was seen. {@code mvn verify -Pfaults} runs it.
 */
package dev.interleave.faults;
