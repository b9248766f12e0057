package dev.ratoon.controlplane.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was observed of agents' ways out. */
public final class EgressEvents {
    private EgressEvents() {}

    /**
     * It may reach a host.
     *
     * @param until null when it is kept: for all agents of its owner or team, or
     * @param environment in the list of this one, and for this agent as long as it lives
     */
    public record Allowed(
            String host, @Nullable Instant until, String by, @Nullable String environment)
            implements ObservedEvent.Way {}

    /** It alone might reach a host, and may not any more. */
    public record TakenBack(String host, String by) implements ObservedEvent.Way {}

    /**
     * It wanted out, and was not let.
     *
     * @param attempts of the same since it was noted last
     */
    public record Refused(String host, int port, String rule, String words, int attempts)
            implements ObservedEvent.Way {}

    /** Connections to a host that have ended, since it was noted last. */
    public record Used(String host, int port, int connections, long sent, long received)
            implements ObservedEvent.Way {}
}
