/**
 * Settings: every key of {@code conf/interleave.yaml}, read, checked and bounded before anything
 * starts. Each part takes its own section of {@link dev.interleave.config.Settings}.
 *
 * <p>May use {@code values}, and of {@code strategy} the list of strategies.
 */
package dev.interleave.config;
