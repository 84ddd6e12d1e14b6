/** The process: reads settings, puts the parts together, starts and stops them in order. */
package dev.interleave;
