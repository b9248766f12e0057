package dev.ratoon.controlplane.life;

/**
 * How much an agent has changed of what it began with, as its newest checkpoint was counted when it
 * came.
 *
 * @param files that are changed; only some of them when there are more
 * @param added lines; none are counted when there are more
 * @param more whether it was too much to be counted
 */
public record Changes(int files, int added, int removed, boolean more) {}
