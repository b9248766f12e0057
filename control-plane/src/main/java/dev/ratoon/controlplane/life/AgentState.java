package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent stands. It follows from the facts ({@link #of}), so that no event, in whatever
 * order a sandbox sends it, can leave an agent in a state that its facts contradict; each state
 * says which others may come next, and a test walks all of these ways and no other.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentState.Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = AgentState.Provisioning.class, name = "provisioning"),
    @JsonSubTypes.Type(value = AgentState.SettingUp.class, name = "setting-up"),
    @JsonSubTypes.Type(value = AgentState.Working.class, name = "working"),
    @JsonSubTypes.Type(value = AgentState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = AgentState.Idle.class, name = "idle"),
    @JsonSubTypes.Type(value = AgentState.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = AgentState.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = AgentState.Deleted.class, name = "deleted"),
})
public sealed interface AgentState {
    Instant since();

    /** As it stands in JSON, in SQL and before people. */
    @JsonIgnore
    String word();

    /** What may come next. */
    @JsonIgnore
    Set<Class<? extends AgentState>> next();

    /** Wants a sandbox, and there is no room yet. */
    record Queued(Instant since) implements AgentState {
        @Override
        public String word() {
            return "queued";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(Provisioning.class, Paused.class, Failed.class, Deleted.class);
        }
    }

    /** Its sandbox is on the way. */
    record Provisioning(Instant since) implements AgentState {
        @Override
        public String word() {
            return "provisioning";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(SettingUp.class, Queued.class, Paused.class, Failed.class, Deleted.class);
        }
    }

    /** Its runner fetches the repository, runs the setup or starts the harness. */
    record SettingUp(Instant since) implements AgentState {
        @Override
        public String word() {
            return "setting-up";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(
                    Working.class,
                    Waiting.class,
                    Idle.class,
                    Queued.class,
                    Paused.class,
                    Failed.class,
                    Deleted.class);
        }
    }

    /** Has a turn, or is about to be given it. */
    record Working(Instant since, int turn) implements AgentState {
        @Override
        public String word() {
            return "working";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(
                    Waiting.class,
                    Idle.class,
                    Queued.class,
                    Paused.class,
                    Failed.class,
                    Deleted.class);
        }
    }

    /** A human must say yes or no. */
    record Waiting(Instant since, int turn) implements AgentState {
        @Override
        public String word() {
            return "waiting";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(
                    Working.class,
                    Idle.class,
                    Queued.class,
                    Paused.class,
                    Failed.class,
                    Deleted.class);
        }
    }

    /** Has nothing to do and could begin at once. */
    record Idle(Instant since) implements AgentState {
        @Override
        public String word() {
            return "idle";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(Working.class, Queued.class, Paused.class, Failed.class, Deleted.class);
        }
    }

    /** No process, no pod, no connection; or what there was is on its way out. */
    record Paused(Instant since) implements AgentState {
        @Override
        public String word() {
            return "paused";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(Queued.class, Failed.class, Deleted.class);
        }
    }

    /** Cannot go on by itself. */
    record Failed(Instant since, String reason, String nextStep) implements AgentState {
        @Override
        public String word() {
            return "failed";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(Queued.class, Deleted.class);
        }
    }

    /** Will be gone for good; can be restored until then. */
    record Deleted(Instant since, Instant until) implements AgentState {
        @Override
        public String word() {
            return "deleted";
        }

        @Override
        public Set<Class<? extends AgentState>> next() {
            return Set.of(Paused.class, Failed.class);
        }
    }

    /** The state that the facts are; one that goes on keeps since when it is. */
    static AgentState of(
            Facts.Wish wish,
            Facts.@Nullable Failure failure,
            @Nullable Instant deletedUntil,
            Facts.Talk talk,
            Facts.Approvals approvals,
            Facts.@Nullable Sandbox sandbox,
            @Nullable AgentState before,
            Instant now) {
        AgentState state = of(wish, failure, deletedUntil, talk, approvals, sandbox, now);
        return before != null && before.equals(state.since(before.since())) ? before : state;
    }

    /** The same state with another beginning. */
    private AgentState since(Instant since) {
        return switch (this) {
            case Queued _ -> new Queued(since);
            case Provisioning _ -> new Provisioning(since);
            case SettingUp _ -> new SettingUp(since);
            case Working(_, int turn) -> new Working(since, turn);
            case Waiting(_, int turn) -> new Waiting(since, turn);
            case Idle _ -> new Idle(since);
            case Paused _ -> new Paused(since);
            case Failed(_, String reason, String nextStep) -> new Failed(since, reason, nextStep);
            case Deleted(_, Instant until) -> new Deleted(since, until);
        };
    }

    private static AgentState of(
            Facts.Wish wish,
            Facts.@Nullable Failure failure,
            @Nullable Instant deletedUntil,
            Facts.Talk talk,
            Facts.Approvals approvals,
            Facts.@Nullable Sandbox sandbox,
            Instant now) {
        if (deletedUntil != null) {
            return new Deleted(now, deletedUntil);
        }
        if (failure != null) {
            return new Failed(now, failure.reason(), failure.nextStep());
        }
        if (sandbox == null || sandbox.leaving()) {
            return wish == Facts.Wish.RUN ? new Queued(now) : new Paused(now);
        }
        if (sandbox.publicKey() == null) {
            return new Provisioning(now);
        }
        if (!sandbox.ready()) {
            return new SettingUp(now);
        }
        if (talk.turn() == null) {
            // What waits is given at once: nobody who looks in between shall take it for rest.
            return talk.queue().isEmpty() ? new Idle(now) : new Working(now, talk.turns() + 1);
        }
        int turn = talk.turn().number();
        return approvals.open().isEmpty() ? new Working(now, turn) : new Waiting(now, turn);
    }
}
