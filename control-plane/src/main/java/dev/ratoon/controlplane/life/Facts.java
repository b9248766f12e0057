package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that follows from an agent's log: the fold of it, kept beside it. Immutable. */
public record Facts(
        UUID id,
        Origin origin,
        String title,
        String mode,
        Limits limits,
        Wish wish,
        Instant wishedAt,
        @Nullable Failure failure,
        @Nullable Instant deletedUntil,
        Talk talk,
        Approvals approvals,
        WorkspaceFacts workspace,
        @Nullable Sandbox sandbox,
        AgentState state,
        @Nullable Environment environment,
        @Nullable HarnessFacts harness,
        GitFacts git,
        Spending spending,
        @Nullable PersonaFacts persona) {
    public Facts {
        // Facts that another version has written are read by whoever does not fold.
        spending = Objects.requireNonNullElse(spending, Spending.NOTHING);
    }

    /** Grows when the fold changes: facts of another version are folded again at a start. */
    public static final int VERSION = 14;

    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    /**
     * What never changes.
     *
     * @param goesOn whether its branch was there before it
     */
    public record Origin(
            String name,
            UUID owner,
            @Nullable UUID team,
            String repository,
            @Nullable String baseBranch,
            String branch,
            boolean goesOn,
            String environment,
            String harness,
            @Nullable String model,
            boolean unconfined,
            Instant createdAt) {}

    /**
     * The version of an environment that it has; none for the default one.
     *
     * @param seq where in the log it stands, whole
     * @param image of its pods; null is the operator's usual one
     * @param size of its sandboxes; null is what the operator grants
     * @param trial whether the agent is there only to try it
     */
    public record Environment(
            UUID id,
            String name,
            int version,
            boolean hasSetup,
            int setupMinutes,
            long seq,
            @Nullable String image,
            @Nullable Size size,
            boolean trial) {}

    /**
     * Its work, as it stands upstream.
     *
     * @param to the repository, as people write it
     * @param checkpoint that it was made of
     */
    public record Published(
            String branch, String commit, String to, String checkpoint, Instant at) {}

    /**
     * A pull request of it.
     *
     * @param opener with whose login it is looked after
     * @param state open, draft, merged or closed
     * @param checks running, passed or failed
     * @param review approved or changes-requested
     */
    public record Pull(
            String repository,
            int number,
            String url,
            String base,
            UUID opener,
            String state,
            @Nullable String checks,
            @Nullable String review) {
        private static final String OPEN = "open";
        private static final String DRAFT = "draft";
        private static final String MERGED = "merged";

        static String state(boolean draft) {
            return draft ? DRAFT : OPEN;
        }

        @JsonIgnore
        public boolean isOpen() {
            return state.equals(OPEN) || state.equals(DRAFT);
        }

        /** Then nothing becomes of it any more; one that is closed may be opened again. */
        @JsonIgnore
        public boolean isMerged() {
            return state.equals(MERGED);
        }

        Pull whenUpdated(String newBase, boolean draft) {
            return new Pull(repository, number, url, newBase, opener, state(draft), checks, review);
        }

        Pull whenChanged(ObservedEvent.PullChanged to) {
            return new Pull(
                    repository,
                    number,
                    url,
                    to.base() == null ? base : to.base(),
                    opener,
                    to.state(),
                    to.checks(),
                    to.review());
        }
    }

    /** The workspace as it was at the end of a turn. */
    public record Checkpoint(int turn, String commit, Instant at, @Nullable Changes changes) {}

    /** What its owner wants of it. */
    public enum Wish {
        RUN,
        PAUSE,
        DELETE
    }

    /** Why it cannot go on, and what to do. */
    public record Failure(String reason, String nextStep, Instant at) {}

    /**
     * Messages and turns.
     *
     * @param turns how many were given
     * @param workedSeconds in the turns that are over
     */
    public record Talk(List<Waiting> queue, @Nullable Turn turn, int turns, long workedSeconds) {
        public Talk {
            queue = List.copyOf(queue);
        }
    }

    /** What stands before people, what they allow for good, and what they have in this turn. */
    public record Approvals(List<Open> open, List<Rule> rules, List<Call> allowed) {
        public Approvals {
            open = List.copyOf(open);
            rules = List.copyOf(rules);
            allowed = List.copyOf(Objects.requireNonNullElse(allowed, List.of()));
        }
    }

    /** A decision that nobody has taken yet. */
    public record Open(
            UUID decision,
            String request,
            int turn,
            String digest,
            long requestSeq,
            List<Choice> choices,
            @Nullable Command command,
            Instant openedAt,
            Instant expiresAt,
            @Nullable Call call) {
        public Open {
            choices = List.copyOf(choices);
        }
    }

    /** A standing rule. */
    public record Rule(UUID id, Command command, Instant expiresAt, String by) {}

    /**
     * The incarnation that is wanted or there.
     *
     * @param publicKey of its runner, once it has connected
     * @param process of ours that its runner connected to last
     * @param step what it prepares, while it does
     * @param stepAt since when
     * @param leaving whether it was told to end: it gets no more work, whatever is wanted since
     * @param execs the commands that people run in it
     * @param secrets whether its setup script was given any
     */
    public record Sandbox(
            int incarnation,
            Instant wantedAt,
            Instant keyUntil,
            boolean started,
            @Nullable String publicKey,
            @Nullable String process,
            @Nullable String step,
            @Nullable Instant stepAt,
            boolean ready,
            boolean leaving,
            List<Exec> execs,
            boolean secrets) {
        public Sandbox {
            execs = List.copyOf(execs);
        }

        static Sandbox wanted(int incarnation, Instant at, Instant keyUntil) {
            return new Sandbox(
                    incarnation,
                    at,
                    keyUntil,
                    false,
                    null,
                    null,
                    null,
                    null,
                    false,
                    false,
                    List.of(),
                    false);
        }

        Sandbox whenStarted() {
            return with(true, publicKey, process, step, stepAt, ready, leaving);
        }

        Sandbox whenConnected(String key, String to) {
            return with(true, key, to, step, stepAt, ready, leaving);
        }

        Sandbox whenPreparing(String what, Instant at) {
            return with(started, publicKey, process, what, at, ready, leaving);
        }

        Sandbox whenReady() {
            return with(started, publicKey, process, null, null, true, leaving);
        }

        Sandbox whenLeaving() {
            return with(started, publicKey, process, step, stepAt, ready, true);
        }

        Sandbox whenUsed(List<Exec> now) {
            return with(now, secrets);
        }

        Sandbox whenGivenSecrets() {
            return with(execs, true);
        }

        private Sandbox with(List<Exec> now, boolean newSecrets) {
            return new Sandbox(
                    incarnation,
                    wantedAt,
                    keyUntil,
                    started,
                    publicKey,
                    process,
                    step,
                    stepAt,
                    ready,
                    leaving,
                    now,
                    newSecrets);
        }

        private Sandbox with(
                boolean newStarted,
                @Nullable String newKey,
                @Nullable String newProcess,
                @Nullable String newStep,
                @Nullable Instant newStepAt,
                boolean newReady,
                boolean newLeaving) {
            return new Sandbox(
                    incarnation,
                    wantedAt,
                    keyUntil,
                    newStarted,
                    newKey,
                    newProcess,
                    newStep,
                    newStepAt,
                    newReady,
                    newLeaving,
                    execs,
                    secrets);
        }
    }

    /**
     * A command that somebody runs in the sandbox.
     *
     * @param process of ours that passes the bytes on; when it is gone, so is the command's end
     */
    public record Exec(UUID id, String process) {}

    /** Whether somebody runs a command in its sandbox, as far as the log knows. */
    @JsonIgnore
    public boolean isOccupied() {
        return sandbox != null && !sandbox.execs().isEmpty();
    }

    /** Whether it is there only to try an environment. */
    @JsonIgnore
    public boolean isTrial() {
        return environment != null && environment.trial();
    }

    /** Whether the setup script that runs in its sandbox knows secrets. */
    @JsonIgnore
    public boolean isSecret() {
        return sandbox != null && sandbox.secrets() && !workspace.prepared();
    }

    public byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    public static Facts of(byte[] bytes) {
        try {
            return JSON.readValue(bytes, Facts.class);
        } catch (IOException e) {
            throw new IllegalStateException("facts are damaged", e);
        }
    }
}
