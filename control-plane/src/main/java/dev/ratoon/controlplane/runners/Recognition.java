package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.protocol.Audience;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a runner shows to its agent, or to nobody. Blocks: it asks the database. */
@Singleton
public class Recognition {
    private final LogStore log;
    private final FirstKeys keys;
    private final Clock clock;

    Recognition(LogStore log, FirstKeys keys, Clock clock) {
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** The agent whose wanted incarnation shows this, at this door, now. */
    public Optional<Facts> of(@Nullable String authorization, Audience here) {
        return RunnerProof.in(authorization)
                .flatMap(
                        proof ->
                                log.facts(proof.agent())
                                        .filter(facts -> holds(proof, facts, here)));
    }

    boolean holds(RunnerProof proof, Facts facts, Audience here) {
        String first = keys.of(proof.agent(), proof.incarnation());
        return proof.holds(facts, here, first, clock.instant());
    }
}
