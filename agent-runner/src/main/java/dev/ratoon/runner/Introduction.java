package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.workspace.AgentsFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told before its first prompt, in the same block of text, so that any harness
 * can be told it. A turn that fails may not have been heard: then the next one tells it again.
 * Threads: one reads, before the agent's own uses what was read.
 */
final class Introduction {
    private final Hands hands;
    private final Ledger ledger;
    private volatile String text = "";

    Introduction(Hands hands, Ledger ledger) {
        this.hands = hands;
        this.ledger = ledger;
    }

    /**
     * Gathers what there is to tell; takes as long as the workspace's side needs.
     *
     * @param earlier the session that is gone on with, if one is
     */
    void read(Assignment assignment, @Nullable String earlier) throws InterruptedException {
        Assignment.Instructions told = assignment.instructions();
        if (told == null) {
            return;
        }
        if (assignment.harness().command().isEmpty()) {
            if (!told.text().isBlank() && earlier == null) {
                ledger.report(
                        new Reported.Notice(
                                "The shell harness runs what it is told and follows no instructions: it is not given those of the persona "
                                        + told.persona()
                                        + "."));
            }
            return;
        }
        var all = new StringBuilder();
        if (told.agentsFile()) {
            new AgentsFile(hands)
                    .text()
                    .ifPresent(
                            words -> {
                                say(all, "AGENTS.md of the repository", words.text());
                                if (words.isCut()) {
                                    ledger.report(
                                            new Reported.Notice(
                                                    "AGENTS.md is long: the harness was read its beginning."));
                                }
                            });
        }
        if (!told.text().isBlank()) {
            say(all, "the instructions of the persona " + told.persona(), told.text());
        }
        text = all.toString();
    }

    /** The marks carry the text's own digest: no text can hold its own end. */
    private static void say(StringBuilder all, String what, String words) {
        String mark = digest(words);
        all.append("[Ratoon ").append(mark).append(": here begin ").append(what).append("]\n");
        all.append(words.strip()).append('\n');
        all.append("[Ratoon ").append(mark).append(": here end ").append(what).append("]\n\n");
    }

    private static String digest(String words) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /**
     * What is said to the harness for this turn.
     *
     * @param heard the session that has heard it already
     */
    String before(Turn turn, String session, @Nullable String heard) {
        if (text.isEmpty() || session.equals(heard)) {
            return turn.text();
        }
        turn.introduces(session);
        return text + turn.text();
    }
}
