package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.gate.HttpConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.git.publish.Proposal;
import jakarta.inject.Singleton;
import java.util.List;

/** Says in words what an agent's work is: what a person does not write is taken from here. */
@Singleton
class Composer {
    private final LogStore log;
    private final HttpConfig config;

    Composer(LogStore log, HttpConfig config) {
        this.log = log;
        this.config = config;
    }

    Composed of(Facts facts, Proposal proposal) {
        return Composed.of(facts, asks(facts), proposal.files(), config.publicAddress());
    }

    /** What the first turns were asked, the first one first. */
    List<String> asks(Facts facts) {
        return log.read(facts.id(), 0, Composed.MOST_ASKS, List.of("turn.given")).stream()
                .map(LogEvent::observed)
                .filter(ObservedEvent.TurnGiven.class::isInstance)
                .map(given -> ((ObservedEvent.TurnGiven) given).text())
                .toList();
    }
}
