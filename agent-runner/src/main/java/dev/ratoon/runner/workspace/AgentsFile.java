package dev.ratoon.runner.workspace;

import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The workspace's AGENTS.md, read on the workspace's side: whatever it is or leads to, it is
 * nothing that the sandbox does not have. Threads: one.
 */
public final class AgentsFile {
    private static final int LONGEST = 32 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String READ =
            "[ -f AGENTS.md ] && exec head -c " + (LONGEST + 1) + " AGENTS.md";

    private final Errand errand;

    public AgentsFile(Hands hands) {
        this.errand = new Errand(hands);
    }

    /** What it says, and whether that is its beginning only. */
    public record Words(String text, boolean isCut) {}

    /** Empty when there is none, or none that can be read in time. */
    public Optional<Words> text() throws InterruptedException {
        var text = new StringBuilder();
        Thread patience =
                Threads.virtual(
                        "patience with AGENTS.md",
                        () -> {
                            Thread.sleep(PATIENCE);
                            errand.giveUp();
                        });
        try {
            boolean read =
                    errand.run(
                                            SpawnRequest.of("sh", "-c", READ),
                                            piece -> add(text, piece),
                                            _ -> {})
                                    .orElse(1)
                            == 0;
            return read && !text.toString().isBlank() ? Optional.of(words(text)) : Optional.empty();
        } catch (IOException e) {
            Account.detail("AGENTS.md cannot be read", e);
            return Optional.empty();
        } finally {
            patience.interrupt();
        }
    }

    /** Whoever answers is in the sandbox, and may answer with anything. */
    private static void add(StringBuilder text, String piece) {
        int room = LONGEST + 1 - text.length();
        text.append(piece, 0, Math.min(room, piece.length()));
    }

    private static Words words(StringBuilder text) {
        boolean cut = text.length() > LONGEST;
        return new Words(text.substring(0, Math.min(text.length(), LONGEST)), cut);
    }
}
