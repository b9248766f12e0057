package dev.ratoon.controlplane.life;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Facts while one event is being folded into them. */
final class Draft {
    private final Facts before;
    String title;
    String mode;
    Limits limits;
    private Facts.Wish wish;
    private Instant wishedAt;
    Facts.@Nullable Failure failure;
    @Nullable Instant deletedUntil;
    private Facts.Talk talk;
    private Facts.Approvals approvals;
    private Facts.Workspace workspace;
    private Facts.@Nullable Sandbox sandbox;

    Draft(Facts before) {
        this.before = before;
        title = before.title();
        mode = before.mode();
        limits = before.limits();
        wish = before.wish();
        wishedAt = before.wishedAt();
        failure = before.failure();
        deletedUntil = before.deletedUntil();
        talk = before.talk();
        approvals = before.approvals();
        workspace = before.workspace();
        sandbox = before.sandbox();
    }

    Facts facts(Instant now) {
        Facts.Sandbox there = sandbox;
        if (there != null && (wish != Facts.Wish.RUN || failure != null)) {
            sandbox =
                    new Facts.Sandbox(
                            there.incarnation(),
                            there.wantedAt(),
                            there.keyUntil(),
                            there.started(),
                            there.publicKey(),
                            there.step(),
                            there.ready(),
                            true);
        }
        return new Facts(
                before.id(),
                before.origin(),
                title,
                mode,
                limits,
                wish,
                wishedAt,
                failure,
                deletedUntil,
                talk,
                approvals,
                workspace,
                sandbox,
                AgentState.of(
                        wish,
                        failure,
                        deletedUntil,
                        talk,
                        approvals,
                        sandbox,
                        before.state(),
                        now));
    }

    void wish(Facts.Wish wanted, Instant at) {
        if (wish != wanted) {
            wish = wanted;
            wishedAt = at;
        }
    }

    void queue(Consumer<List<Facts.Waiting>> change) {
        talk =
                new Facts.Talk(
                        Fold.changed(talk.queue(), change),
                        talk.turn(),
                        talk.turns(),
                        talk.workedSeconds());
    }

    void turn(Facts.Turn turn) {
        talk = new Facts.Talk(talk.queue(), turn, turn.number(), talk.workedSeconds());
    }

    void stopped(int number, Instant at) {
        Facts.Turn turn = talk.turn();
        if (turn != null && turn.number() == number && turn.stoppedAt() == null) {
            talk =
                    new Facts.Talk(
                            talk.queue(),
                            new Facts.Turn(number, turn.seq(), turn.givenAt(), at),
                            talk.turns(),
                            talk.workedSeconds());
        }
    }

    /** Of the turn that is given only: an old runner may still speak of another. */
    void turnEnded(int number, Instant at) {
        Facts.Turn turn = talk.turn();
        if (turn != null && turn.number() == number) {
            talk =
                    new Facts.Talk(
                            talk.queue(),
                            null,
                            talk.turns(),
                            talk.workedSeconds() + Fold.seconds(turn.givenAt(), at));
        }
    }

    void opened(Facts.Open open) {
        approvals =
                new Facts.Approvals(
                        Fold.changed(approvals.open(), all -> all.add(open)), approvals.rules());
    }

    void closed(UUID decision) {
        approvals =
                new Facts.Approvals(
                        Fold.changed(
                                approvals.open(),
                                all -> all.removeIf(open -> open.decision().equals(decision))),
                        approvals.rules());
    }

    void rules(Consumer<List<Facts.Rule>> change) {
        approvals = new Facts.Approvals(approvals.open(), Fold.changed(approvals.rules(), change));
    }

    void wanted(int incarnation, Instant at, Instant keyUntil) {
        sandbox = new Facts.Sandbox(incarnation, at, keyUntil, false, null, null, false, false);
        workspace =
                new Facts.Workspace(
                        workspace.prepared(),
                        workspace.session(),
                        incarnation,
                        workspace.failures(),
                        workspace.endedAt());
    }

    void started(int incarnation) {
        change(
                incarnation,
                s ->
                        new Facts.Sandbox(
                                s.incarnation(),
                                s.wantedAt(),
                                s.keyUntil(),
                                true,
                                s.publicKey(),
                                s.step(),
                                s.ready(),
                                s.leaving()));
    }

    void connected(int incarnation, String publicKey) {
        change(
                incarnation,
                s ->
                        new Facts.Sandbox(
                                s.incarnation(),
                                s.wantedAt(),
                                s.keyUntil(),
                                true,
                                publicKey,
                                s.step(),
                                s.ready(),
                                s.leaving()));
    }

    void step(String step) {
        Facts.Sandbox s = sandbox;
        if (s != null) {
            sandbox =
                    new Facts.Sandbox(
                            s.incarnation(),
                            s.wantedAt(),
                            s.keyUntil(),
                            s.started(),
                            s.publicKey(),
                            step,
                            s.ready(),
                            s.leaving());
        }
    }

    void prepared() {
        workspace =
                new Facts.Workspace(
                        true,
                        workspace.session(),
                        workspace.incarnations(),
                        workspace.failures(),
                        workspace.endedAt());
    }

    void ready() {
        Facts.Sandbox s = sandbox;
        if (s != null) {
            sandbox =
                    new Facts.Sandbox(
                            s.incarnation(),
                            s.wantedAt(),
                            s.keyUntil(),
                            s.started(),
                            s.publicKey(),
                            null,
                            true,
                            s.leaving());
        }
        workspace =
                new Facts.Workspace(true, true, workspace.incarnations(), 0, workspace.endedAt());
    }

    void failures(int failures) {
        workspace =
                new Facts.Workspace(
                        workspace.prepared(),
                        workspace.session(),
                        workspace.incarnations(),
                        failures,
                        workspace.endedAt());
    }

    void ended(int incarnation, Instant at) {
        Facts.Sandbox s = sandbox;
        if (s == null || s.incarnation() != incarnation) {
            return;
        }
        sandbox = null;
        workspace =
                new Facts.Workspace(
                        workspace.prepared(),
                        workspace.session(),
                        workspace.incarnations(),
                        s.ready() ? 0 : workspace.failures() + 1,
                        at);
    }

    private void change(int incarnation, java.util.function.UnaryOperator<Facts.Sandbox> change) {
        Facts.Sandbox s = sandbox;
        if (s != null && s.incarnation() == incarnation) {
            sandbox = change.apply(s);
        }
    }
}
