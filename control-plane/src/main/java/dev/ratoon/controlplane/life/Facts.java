package dev.ratoon.controlplane.life;

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
        Workspace workspace,
        @Nullable Sandbox sandbox,
        AgentState state) {
    /** Grows when the fold changes: facts of an older version are folded again. */
    public static final int VERSION = 1;

    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    /** What never changes. */
    public record Origin(
            String name,
            UUID owner,
            @Nullable UUID team,
            String repository,
            @Nullable String baseBranch,
            String branch,
            String environment,
            String harness,
            @Nullable String model,
            boolean unconfined,
            Instant createdAt) {}

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

    /** A message that waits for its turn. */
    public record Waiting(
            UUID message, String text, boolean redirects, String by, Instant sentAt) {}

    /**
     * The turn that is given and not over.
     *
     * @param stoppedAt when it was told to stop, if it was
     */
    public record Turn(int number, long seq, Instant givenAt, @Nullable Instant stoppedAt) {}

    /** What stands before people, and what they have allowed for good. */
    public record Approvals(List<Open> open, List<Rule> rules) {
        public Approvals {
            open = List.copyOf(open);
            rules = List.copyOf(rules);
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
            Instant expiresAt) {
        public Open {
            choices = List.copyOf(choices);
        }
    }

    /** A standing rule. */
    public record Rule(UUID id, Command command, Instant expiresAt, String by) {}

    /**
     * The agent's files.
     *
     * @param incarnations how many sandboxes they have had
     * @param failures how many in a row ended before their harness was ready
     */
    public record Workspace(
            boolean prepared,
            boolean session,
            int incarnations,
            int failures,
            @Nullable Instant endedAt) {}

    /**
     * The incarnation that is wanted or there.
     *
     * @param publicKey of its runner, once it has connected
     * @param step what it prepares, while it does
     * @param leaving whether it was told to end: it gets no more work, whatever is wanted since
     */
    public record Sandbox(
            int incarnation,
            Instant wantedAt,
            Instant keyUntil,
            boolean started,
            @Nullable String publicKey,
            @Nullable String step,
            boolean ready,
            boolean leaving) {}

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
