package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Upstream;

/** What is to be appended. */
public sealed interface NewEvent {
    record Observed(ObservedEvent event) implements NewEvent {}

    /** One record of the outbox; it must be the next one. */
    record Reported(Upstream.Entry entry) implements NewEvent {}

    /** From here on the log takes another outbox's records, which begin with 1. */
    record Outbox(String id) implements NewEvent {}

    static NewEvent of(ObservedEvent event) {
        return new Observed(event);
    }
}
