package dev.ratoon.runner;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Credential;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Who this runner is, and how it shows that. Threads: any. */
final class Identity {
    private final String agent;
    private final int incarnation;
    private final String firstKey;
    private final Clock clock;
    private final RunnerKey key = RunnerKey.fresh();

    private Identity(String agent, int incarnation, String firstKey, Clock clock) {
        this.agent = agent;
        this.incarnation = incarnation;
        this.firstKey = firstKey;
        this.clock = clock;
    }

    static Identity read(Settings settings, Clock clock) throws IOException {
        Path file = settings.firstKey();
        String firstKey = Files.readString(file).strip();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            Account.detail("the first key's file stays: it belongs to the provider", e);
        }
        return new Identity(settings.agent(), settings.incarnation(), firstKey, clock);
    }

    String published() {
        return key.published();
    }

    /** For the first connection of this incarnation. */
    String first() {
        return Credential.FIRST_SCHEME + agent + "." + incarnation + "." + firstKey;
    }

    String header(Audience audience) {
        return key.sign(audience, agent, incarnation, clock.instant()).header();
    }
}
