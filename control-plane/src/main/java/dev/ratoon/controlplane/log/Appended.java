package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import java.util.List;
import java.util.UUID;

/** What a commit has put into one log, and the facts after it. */
public record Appended(UUID agent, Facts facts, long acknowledged, List<LogEvent> events) {
    public Appended {
        events = List.copyOf(events);
    }
}
