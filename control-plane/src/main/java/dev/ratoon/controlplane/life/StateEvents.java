package dev.ratoon.controlplane.life;

import java.time.Instant;

/** What was observed of kept states: of what setup scripts have made. */
public final class StateEvents {
    private StateEvents() {}

    /**
     * What the setup script would make was put back instead.
     *
     * @param setupSeconds how long the script had taken
     */
    public record Used(Instant madeAt, long setupSeconds, long bytes)
            implements ObservedEvent.State {}

    /** What the setup script has made is kept. */
    public record Kept(long setupSeconds, long bytes) implements ObservedEvent.State {}

    /** There is a kept state, which does not do any more. */
    public record Stale(Instant madeAt, String why) implements ObservedEvent.State {}
}
