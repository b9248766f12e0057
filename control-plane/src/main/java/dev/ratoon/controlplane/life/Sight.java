package dev.ratoon.controlplane.life;

import org.jspecify.annotations.Nullable;

/** What a reconciler sees of the agent's sandbox when it looks. */
public sealed interface Sight {
    /** There is nothing. */
    record Nothing() implements Sight {}

    /** Something of this incarnation lives, and may be on its way up. */
    record Alive(int incarnation) implements Sight {}

    /** Asked to end, not gone yet. */
    record Leaving(int incarnation) implements Sight {}

    /** Asked to end; whether it has, and what its files are, a machine knows that is silent. */
    record Stranded(int incarnation, String words) implements Sight {}

    /** It ran, and is over. */
    record Gone(int incarnation, @Nullable String reason) implements Sight {}
}
