/**
 * What a governed call costs, beside bare ones and peers. It uses the bulkhead as any application
 * does: nothing here but its public API.
 */
package dev.interleave.bench;
