package dev.ratoon.controlplane.life;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
    private WorkspaceFacts workspace;
    private Facts.@Nullable Sandbox sandbox;
    Facts.@Nullable Environment environment;
    @Nullable HarnessFacts harness;
    GitFacts git;
    Spending spending;
    @Nullable PersonaFacts persona;
    private boolean used;

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
        environment = before.environment();
        harness = before.harness();
        git = before.git();
        spending = before.spending();
        persona = before.persona();
    }

    Facts facts(Instant now) {
        Facts.Sandbox there = sandbox;
        if (there != null && (wish != Facts.Wish.RUN || failure != null)) {
            sandbox = there.whenLeaving();
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
                        wish, failure, deletedUntil, talk, approvals, sandbox, lastState(), now),
                environment,
                harness,
                git,
                spending,
                persona);
    }

    /** Where somebody runs a command, its rest begins anew. */
    private @Nullable AgentState lastState() {
        return used && before.state() instanceof AgentState.Idle ? null : before.state();
    }

    void execs(Consumer<List<Facts.Exec>> change) {
        Facts.Sandbox s = sandbox;
        if (s != null) {
            used = true;
            sandbox = s.whenUsed(Fold.changed(s.execs(), change));
        }
    }

    void wish(Facts.Wish wanted, Instant at) {
        if (wish != wanted) {
            wish = wanted;
            wishedAt = at;
        }
    }

    void queue(Consumer<List<Waiting>> change) {
        talk =
                new Facts.Talk(
                        Fold.changed(talk.queue(), change),
                        talk.turn(),
                        talk.turns(),
                        talk.workedSeconds());
    }

    void turn(Turn turn) {
        allowed(List.of());
        talk = new Facts.Talk(talk.queue(), turn, turn.number(), talk.workedSeconds());
    }

    void stopped(int number, Instant at) {
        Turn turn = talk.turn();
        if (turn != null && turn.number() == number && turn.stoppedAt() == null) {
            now(turn.whenStopped(at));
        }
    }

    /** Of the turn that is given only: an old runner may still speak of another. */
    void turnEnded(int number, Instant at) {
        Turn turn = talk.turn();
        if (turn != null && turn.number() == number) {
            talk =
                    new Facts.Talk(
                            talk.queue(),
                            null,
                            talk.turns(),
                            talk.workedSeconds() + turn.worked(at));
        }
    }

    /**
     * @param cut why the model did not answer to the end, if it did not
     */
    void answered(@Nullable String cut) {
        Turn turn = talk.turn();
        if (turn != null) {
            now(turn.whenAnswered(cut));
        }
    }

    /** Nobody is left who could say how a turn went that was under way. */
    void replaced(WorkspaceReplaced by, Instant at) {
        workspace = workspace.whenReplaced(by.volume());
        Integer cut = by.turn();
        if (cut != null) {
            turnEnded(cut, at);
        }
    }

    /** What is asked anew is allowed anew, or is not. */
    void opened(Facts.Open open) {
        Call call = open.call();
        if (call != null) {
            allowed(Call.without(approvals.allowed(), call.id()));
        }
        open(all -> all.add(open), open.openedAt());
    }

    void answered(UUID decision, @Nullable String option, Instant at) {
        for (Facts.Open open : approvals.open()) {
            Call call = open.call();
            boolean isIt = open.decision().equals(decision);
            if (isIt && call != null && Choice.allows(open.choices(), option)) {
                allowed(Call.with(approvals.allowed(), call));
            }
        }
        closed(decision, at);
    }

    void closed(UUID decision, Instant at) {
        open(all -> all.removeIf(open -> open.decision().equals(decision)), at);
    }

    /** It is told once. */
    void overstepped(String call) {
        allowed(Call.without(approvals.allowed(), call));
    }

    private void open(Consumer<List<Facts.Open>> change, Instant at) {
        approvals =
                new Facts.Approvals(
                        Fold.changed(approvals.open(), change),
                        approvals.rules(),
                        approvals.allowed());
        Turn turn = talk.turn();
        if (turn != null) {
            now(turn.whenWaiting(!approvals.open().isEmpty(), at));
        }
    }

    private void now(Turn turn) {
        talk = new Facts.Talk(talk.queue(), turn, talk.turns(), talk.workedSeconds());
    }

    private void allowed(List<Call> now) {
        approvals = new Facts.Approvals(approvals.open(), approvals.rules(), now);
    }

    void rules(Consumer<List<Facts.Rule>> change) {
        approvals =
                new Facts.Approvals(
                        approvals.open(),
                        Fold.changed(approvals.rules(), change),
                        approvals.allowed());
    }

    void wanted(int incarnation, Instant at, Instant keyUntil) {
        sandbox = Facts.Sandbox.wanted(incarnation, at, keyUntil);
        workspace = workspace.whenWanted(incarnation);
    }

    void started(int incarnation) {
        change(incarnation, Facts.Sandbox::whenStarted);
    }

    void connected(int incarnation, String publicKey, String process) {
        change(incarnation, s -> s.whenConnected(publicKey, process));
    }

    void step(String step, Instant at) {
        if (sandbox != null) {
            sandbox = sandbox.whenPreparing(step, at);
        }
    }

    /**
     * What a sandbox that was told to end leaves undone is no failure; nor is what one before it
     * left undone, which its successor tells when it takes the outbox over.
     */
    void preparationFailed(String step, Facts.Failure why) {
        Facts.Sandbox s = sandbox;
        if (s != null && !s.leaving() && step.equals(s.step())) {
            failure = why;
        }
    }

    String name() {
        return before.origin().name();
    }

    String environmentName() {
        return environment == null ? before.origin().environment() : environment.name();
    }

    /** Words around the image that its environment has chosen; none where it has chosen none. */
    String ofImage(String before, String after) {
        String image = environment == null ? null : environment.image();
        return image == null ? "" : before + image + after;
    }

    void prepared() {
        workspace = workspace.whenPrepared();
    }

    void ready() {
        if (sandbox != null) {
            sandbox = sandbox.whenReady();
        }
        workspace = workspace.whenReady();
    }

    /** Somebody lets it go on: what failed is tried anew. */
    void afresh() {
        failure = null;
        workspace = workspace.withFailures(0);
        asked(false);
    }

    /** Its harness. */
    void asked(boolean now) {
        if (harness != null) {
            harness = harness.asked(now);
        }
    }

    void ended(int incarnation, Instant at) {
        Facts.Sandbox s = sandbox;
        if (s != null && s.incarnation() == incarnation) {
            sandbox = null;
            workspace = workspace.whenEnded(at, s.ready() ? 0 : workspace.failures() + 1);
        }
    }

    void secretsGiven(int incarnation) {
        change(incarnation, Facts.Sandbox::whenGivenSecrets);
    }

    private void change(int incarnation, UnaryOperator<Facts.Sandbox> change) {
        Facts.Sandbox s = sandbox;
        if (s != null && s.incarnation() == incarnation) {
            sandbox = change.apply(s);
        }
    }
}
