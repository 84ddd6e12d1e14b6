/**
 * Settings: every key of {@code conf/interleave.yaml}, read, checked and bounded before anything
 * starts. May use {@code values}; everything else gets its settings from {@code Main}.
 */
package dev.interleave.config;
