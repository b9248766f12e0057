package dev.ratoon.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a sandbox as records of the outbox. It is what a sandbox says, never what is
 * known: nothing that decides about rights or budgets may rest on it.
 */
public sealed interface Reported {
    /** The step that a fresh workspace is in: {@code clone} or {@code setup}. */
    record WorkspacePreparing(String step) implements Reported {}

    /** What clone or setup print; also what a harness prints beside the protocol. */
    record Output(String source, String text) implements Reported {}

    record WorkspacePrepared(@Nullable String commit, String branch) implements Reported {}

    record WorkspaceFailed(String step, @Nullable Integer exitCode, String words)
            implements Reported {}

    /** The harness answers and has a session. */
    record HarnessStarted(String name, @Nullable String version, boolean resumed)
            implements Reported {}

    record HarnessEnded(@Nullable Integer exitCode, String words) implements Reported {}

    /** The prompt is with the harness. */
    record TurnStarted(int turn) implements Reported {}

    /**
     * The harness has stopped working on the prompt.
     *
     * @param outcome {@code finished}, {@code cancelled}, {@code refused}, {@code limited}, {@code
     *     failed} or {@code interrupted}
     */
    record TurnEnded(int turn, String outcome, @Nullable String words) implements Reported {}

    /**
     * A segment of what the harness says.
     *
     * @param kind {@code text} or {@code thought}
     * @param offset where in the message's characters (UTF-16) it begins
     * @param last whether the message is complete with it
     */
    record Said(String message, String kind, long offset, String text, boolean last)
            implements Reported {}

    /** One tool call, as far as it has come; the update is ACP's own, and keeps what is unknown. */
    record Tool(String call, JsonNode update) implements Reported {}

    record Plan(JsonNode update) implements Reported {}

    record ModeReported(String mode) implements Reported {}

    /**
     * What was used up, in the harness's own words and by its own account.
     *
     * @param of {@code turn}: in the whole turn; {@code session}: of the session up to now
     */
    record UsageReported(int turn, String of, JsonNode usage) implements Reported {}

    /**
     * Any other update of the harness, as it came. What it says elsewhere than in an update has its
     * {@code method} and {@code params} or {@code result} instead.
     */
    record HarnessUpdate(JsonNode update) implements Reported {}

    /**
     * The harness asks whether it may.
     *
     * @param request our id of it
     * @param raw the parameters of the request, exactly as they came
     */
    record DecisionRequested(String request, int turn, String raw) implements Reported {}

    /** Nobody waits for the answer any more. */
    record DecisionWithdrawn(String request, String words) implements Reported {}

    /**
     * The workspace as it was after a turn was taken by the git gateway.
     *
     * @param turn 0 before the first one
     * @param commit at {@code refs/ratoon/checkpoints/} and the turn
     * @param notSaved what is not in it, though nothing ignores it
     * @param more how many further ones are not
     */
    record CheckpointMade(int turn, String commit, List<NotSaved> notSaved, int more)
            implements Reported {
        public CheckpointMade {
            notSaved = List.copyOf(notSaved);
        }
    }

    /** A file that a checkpoint leaves out. */
    record NotSaved(String path, String why) {}

    /** Something that the runner noticed and a reader should know. */
    record Notice(String words) implements Reported {}

    /** The types by name, as they stand in records and in the log. Names are for ever. */
    Map<String, Class<? extends Reported>> TYPES =
            java.util.Collections.unmodifiableMap(
                    new LinkedHashMap<>(
                            Map.ofEntries(
                                    Map.entry("workspace.preparing", WorkspacePreparing.class),
                                    Map.entry("output", Output.class),
                                    Map.entry("workspace.prepared", WorkspacePrepared.class),
                                    Map.entry("workspace.failed", WorkspaceFailed.class),
                                    Map.entry("harness.started", HarnessStarted.class),
                                    Map.entry("harness.ended", HarnessEnded.class),
                                    Map.entry("turn.started", TurnStarted.class),
                                    Map.entry("turn.ended", TurnEnded.class),
                                    Map.entry("said", Said.class),
                                    Map.entry("tool", Tool.class),
                                    Map.entry("plan", Plan.class),
                                    Map.entry("mode.reported", ModeReported.class),
                                    Map.entry("usage.reported", UsageReported.class),
                                    Map.entry("harness.update", HarnessUpdate.class),
                                    Map.entry("decision.requested", DecisionRequested.class),
                                    Map.entry("decision.withdrawn", DecisionWithdrawn.class),
                                    Map.entry("checkpoint.made", CheckpointMade.class),
                                    Map.entry("notice", Notice.class))));

    static String typeOf(Reported reported) {
        return TYPES.entrySet().stream()
                .filter(type -> type.getValue() == reported.getClass())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static byte[] payloadOf(Reported reported) {
        try {
            return Messages.JSON.writeValueAsBytes(reported);
        } catch (IOException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    /** Null for a type of a newer runner. */
    static @Nullable Reported of(String type, byte[] payload) throws Malformed {
        Class<? extends Reported> known = TYPES.get(type);
        if (known == null) {
            return null;
        }
        try {
            Reported read = Messages.JSON.readerFor(known).readValue(payload);
            if (read == null) {
                throw new Malformed("a payload is an object");
            }
            return Whole.of(read);
        } catch (IOException e) {
            throw new Malformed("not a payload of " + type + ": " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
