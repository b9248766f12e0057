package dev.ratoon.controlplane.life;

/**
 * The last answer of its model in a turn that is over did not come to its end. What a harness makes
 * of that is its own: it may call such a turn finished.
 */
public record TurnCut(int turn, String words) implements ObservedEvent.Beyond {}
