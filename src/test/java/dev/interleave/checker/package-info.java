/**
 * Proves that a run of the service has kept what it promises about jobs: from a history of every
 * request and answer, and of every call that was really made.
 */
package dev.interleave.checker;
