package dev.interleave.work;

/**
 * What could not be loaded.
 *
 * @param plugIn the jar or folder, by its name in the folder of plug-ins
 * @param reason why, in one line for a person
 */
public record LeftOut(String plugIn, String reason) {}
