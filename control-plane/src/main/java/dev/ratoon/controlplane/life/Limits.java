package dev.ratoon.controlplane.life;

/**
 * How much an agent may do before it ends in words.
 *
 * @param minutes of work, all turns together
 * @param turns all together
 */
public record Limits(int minutes, int turns) {}
