package dev.ratoon.controlplane.life;

/**
 * It was allowed one thing, and says that it does another. What it says is its word; that the two
 * differ is known.
 *
 * @param call whose word it is
 * @param seq where it says so
 * @param input which one of what the call is given
 */
public record Overstepped(String call, long seq, String input, String allowed, String said)
        implements ObservedEvent.Beyond {}
