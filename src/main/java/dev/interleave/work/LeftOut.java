package dev.interleave.work;

/**
 * A plug-in, or a part of one, that could not be loaded.
 *
 * @param plugIn the jar or folder, by its name in the folder of plug-ins
 * @param reason why, in one line for a person
 */
public record LeftOut(String plugIn, String reason) {}
