package dev.ratoon.controlplane.runners;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Quarantined;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.Deciding;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of records of an outbox: those that the log has are passed over, the others go in as
 * they are, and what follows from them for us goes in beside them: a request for a decision opens
 * one, what cannot be read is marked. Pure.
 */
record Intake(
        int incarnation,
        String outbox,
        List<Upstream.Entry> entries,
        Duration decisionLife,
        Supplier<UUID> ids)
        implements Deciding {
    static final int MOST_OPEN = Standing.MOST_OPEN;

    private static final int LONGEST_NAME = 100;
    private static final String NOBODY_WAITS = "Nobody waits for the answer any more.";

    /** The incarnation is over, or its outbox another: nothing of it is heard any more. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A record is missing in between. */
    static final class Gap extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public List<NewEvent> decide(Current current) {
        Facts.Sandbox sandbox = current.facts().sandbox();
        if (sandbox == null
                || sandbox.incarnation() != incarnation
                || !outbox.equals(current.outbox())) {
            throw new Over();
        }
        List<NewEvent> events = new ArrayList<>();
        var standing = new Standing(current.facts());
        long n = current.acknowledged();
        for (Upstream.Entry entry : entries) {
            if (entry.n() <= n) {
                continue;
            }
            if (entry.n() != n + 1) {
                throw new Gap();
            }
            n = entry.n();
            events.add(new NewEvent.Reported(entry));
            long seq = current.lastSeq() + events.size();
            follow(entry, seq, current, standing, events);
        }
        return events;
    }

    private void follow(
            Upstream.Entry entry,
            long seq,
            Current current,
            Standing standing,
            List<NewEvent> events) {
        try {
            switch (Reported.of(entry.type(), entry.payload())) {
                case Reported.DecisionRequested asked ->
                        opened(asked, seq, current, standing, events);
                case Reported.DecisionWithdrawn withdrawn ->
                        standing.close(withdrawn.request(), withdrawn.words(), events);
                case Reported.TurnEnded ended -> {
                    standing.closeAll(NOBODY_WAITS, events);
                    standing.ended(ended, events);
                }
                case Reported.HarnessEnded _ -> standing.closeAll(NOBODY_WAITS, events);
                case Reported.Tool tool -> standing.compare(tool, seq, events);
                case null, default -> {}
            }
        } catch (Malformed e) {
            String digest = HexFormat.of().formatHex(BlobStore.sha256(entry.payload()));
            events.add(
                    NewEvent.of(
                            new Quarantined(
                                    entry.type(),
                                    String.valueOf(e.getMessage()),
                                    digest,
                                    entry.payload().length)));
        }
    }

    private void opened(
            Reported.DecisionRequested asked,
            long seq,
            Current current,
            Standing standing,
            List<NewEvent> events)
            throws Malformed {
        if (asked.request().length() > LONGEST_NAME) {
            throw new Malformed("the name of a request is too long");
        }
        if (standing.isFull()) {
            events.add(
                    NewEvent.of(
                            new ObservedEvent.DecisionClosed(
                                    ids.get(),
                                    asked.request(),
                                    MOST_OPEN
                                            + " decisions wait already: answer those first, then"
                                            + " let it ask again.")));
            return;
        }
        byte[] raw = asked.raw().getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(BlobStore.sha256(raw));
        JsonNode request = Permission.read(asked.raw());
        var opened =
                new ObservedEvent.DecisionOpened(
                        ids.get(),
                        asked.request(),
                        asked.turn(),
                        digest,
                        seq,
                        Permission.choices(request),
                        Permission.command(request),
                        current.now().plus(decisionLife),
                        Inputs.of(request.path("toolCall")));
        events.add(NewEvent.of(opened));
        Facts.Rule rule = matching(current.facts(), opened.command(), current);
        String once = Permission.onceOption(opened.choices());
        if (rule != null && once != null) {
            events.add(
                    NewEvent.of(
                            new ObservedEvent.DecisionAnswered(
                                    opened.decision(),
                                    opened.request(),
                                    once,
                                    digest,
                                    null,
                                    rule.id(),
                                    rule.by())));
            standing.allowed(opened.call());
            return;
        }
        standing.opened(
                new Facts.Open(
                        opened.decision(),
                        opened.request(),
                        opened.turn(),
                        digest,
                        seq,
                        opened.choices(),
                        opened.command(),
                        current.now(),
                        opened.expiresAt(),
                        opened.call()));
    }

    private static Facts.@Nullable Rule matching(
            Facts facts, @Nullable Command command, Current current) {
        return facts.approvals().rules().stream()
                .filter(rule -> rule.command().saysWhere() && rule.command().equals(command))
                .filter(rule -> current.now().isBefore(rule.expiresAt()))
                .findFirst()
                .orElse(null);
    }
}
