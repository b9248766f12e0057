package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane itself saw or did. Authorisation, budgets and audit rest on these alone;
 * what came out of a sandbox is {@link dev.ratoon.protocol.Reported}.
 */
public sealed interface ObservedEvent {
    /**
     * It is there.
     *
     * @param baseBranch where its branch begins; null means upstream's default, or that it goes on
     * @param goesOn whether its branch is there already, and its owner wants it gone on with
     */
    record Created(
            String name,
            UUID owner,
            @Nullable UUID team,
            String title,
            String repository,
            @Nullable String baseBranch,
            String branch,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean goesOn,
            String environment,
            String harness,
            @Nullable String model,
            String mode,
            boolean unconfined,
            Limits limits)
            implements ObservedEvent {}

    /**
     * A version of an environment, whole: what the agent has of it from now on, whatever becomes of
     * the environment.
     *
     * @param name as its owner or its team calls it: {@code NAME} or {@code TEAM/NAME}
     * @param setup the script, or nothing; {@code setupMinutes} says how long it may run
     * @param variables of all that runs in the workspace
     * @param allow hosts that may be reached: {@code *.example.org:8443}
     * @param allowModels rules for calls to models that they may break: {@code hosted-tools}
     * @param save ignored files that checkpoints save all the same, as globs
     * @param image of its pods; null is the operator's usual one
     * @param size of its sandboxes; null is what the operator grants
     * @param pushes what the agent may not push; null is nothing
     * @param from where it was read, if not from one that Ratoon keeps
     * @param notes words on what of it is not done here
     * @param trial whether the agent is there only to try it
     */
    record EnvironmentTaken(
            UUID environment,
            String name,
            int version,
            String setup,
            int setupMinutes,
            String by,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, String> variables,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> allow,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> allowModels,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> save,
            @Nullable String image,
            @Nullable Size size,
            @Nullable PushRules pushes,
            @Nullable String from,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean trial)
            implements ObservedEvent {
        /** Of logs that know none of the later ones, too. */
        @SuppressWarnings("NullAway") // JSON may leave out what came later
        public EnvironmentTaken {
            variables =
                    variables == null
                            ? Collections.emptySortedMap()
                            : Collections.unmodifiableSortedMap(new TreeMap<>(variables));
            allow = allow == null ? List.of() : List.copyOf(allow);
            allowModels = allowModels == null ? List.of() : List.copyOf(allowModels);
            save = save == null ? List.of() : List.copyOf(save);
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /** The setup script of an incarnation is given secrets; their values are nowhere in a log. */
    record SecretsGiven(int incarnation, List<String> names) implements ObservedEvent {
        public SecretsGiven {
            names = List.copyOf(names);
        }
    }

    /**
     * A harness, whole, with its templates filled: what the agent has of it from now on, whatever
     * becomes of its descriptor or the configuration.
     *
     * @param version of what is installed; null of one of the operator's own
     * @param digest of the descriptor and the lockfile that it was made of; empty of one's own
     * @param installs whether it is installed before a sandbox begins
     * @param modes its own words for each of our modes
     * @param model the model in its own words; null when it asks none by Ratoon
     * @param sessionFiles where it keeps its sessions, below its home
     * @param needsAgentsFile whether it is read the workspace's AGENTS.md, for it does not
     */
    record HarnessTaken(
            String harness,
            @Nullable String version,
            String digest,
            boolean installs,
            List<String> command,
            Map<String, String> environment,
            Map<String, List<String>> modes,
            @Nullable String model,
            List<String> sessionFiles,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean needsAgentsFile,
            String by)
            implements ObservedEvent {
        public HarnessTaken {
            command = List.copyOf(command);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            modes = Collections.unmodifiableMap(new LinkedHashMap<>(modes));
            sessionFiles = List.copyOf(sessionFiles);
        }
    }

    /** Its harness is being installed, and it waits. */
    record HarnessInstalling(String harness, String words) implements ObservedEvent {}

    /**
     * A version of a persona, whole: what the agent has of it from now on, whatever becomes of the
     * persona.
     *
     * @param persona none of one that its repository has
     * @param name as its owner, its team or its repository calls it: {@code NAME}, {@code
     *     TEAM/NAME} or {@code repository/NAME}
     * @param version none of one that its repository has
     * @param commit where its repository has it
     * @param tools the only ones that it is to use; empty leaves the choice to it
     * @param harness what the persona says, whatever whoever started the agent has said; so are
     *     model and mode
     */
    record PersonaTaken(
            @Nullable UUID persona,
            String name,
            @Nullable Integer version,
            @Nullable String commit,
            String instructions,
            List<String> tools,
            @Nullable String harness,
            @Nullable String model,
            @Nullable String mode,
            String by)
            implements ObservedEvent {
        public PersonaTaken {
            tools = List.copyOf(tools);
        }
    }

    /** Of what setup scripts have made. */
    sealed interface State extends ObservedEvent
            permits StateEvents.Used, StateEvents.Kept, StateEvents.Stale {}

    record Renamed(String title, String by) implements ObservedEvent {}

    record LimitsChanged(Limits limits, String by) implements ObservedEvent {}

    record ModeChanged(String mode, String by) implements ObservedEvent {}

    /** A message waits in the agent's queue; one that redirects goes first, and ends the turn. */
    record MessageSent(
            UUID message,
            String text,
            boolean redirects,
            String by,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PromptImage> images)
            implements ObservedEvent {
        public MessageSent {
            images = PromptImage.orNone(images);
        }

        public MessageSent(UUID message, String text, boolean redirects, String by) {
            this(message, text, redirects, by, List.of());
        }
    }

    record MessageEdited(UUID message, String text, String by) implements ObservedEvent {}

    record MessageWithdrawn(UUID message, String by) implements ObservedEvent {}

    /** The message is the runner's now: this is the intent, the runner says when it began. */
    record TurnGiven(
            int turn,
            UUID message,
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PromptImage> images)
            implements ObservedEvent {
        public TurnGiven {
            images = PromptImage.orNone(images);
        }
    }

    record TurnStopped(int turn, String by, String why) implements ObservedEvent {}

    /**
     * A request of the harness stands before people.
     *
     * @param digest SHA-256 of the raw request, in hex: who answers echoes it
     * @param requestSeq where in the log the raw request stands
     */
    record DecisionOpened(
            UUID decision,
            String request,
            int turn,
            String digest,
            long requestSeq,
            List<Choice> choices,
            @Nullable Command command,
            Instant expiresAt,
            @Nullable Call call)
            implements ObservedEvent {}

    record DecisionAnswered(
            UUID decision,
            String request,
            @Nullable String option,
            String digest,
            @Nullable String words,
            @Nullable UUID rule,
            String by)
            implements ObservedEvent {}

    /** Nobody answered in time, or nobody waits for the answer any more. */
    record DecisionClosed(UUID decision, String request, String why) implements ObservedEvent {}

    sealed interface Beyond extends ObservedEvent
            permits Overstepped, Quarantined, SandboxStays, TurnCut, WorkspaceReplaced {}

    record RuleAdded(UUID rule, Command command, Instant expiresAt, String by)
            implements ObservedEvent {}

    record RuleRemoved(UUID rule, String by) implements ObservedEvent {}

    /**
     * Somebody runs a command in its sandbox.
     *
     * @param arguments of a long command the beginning
     * @param process of ours that passes the bytes on
     */
    record ExecBegun(UUID exec, List<String> arguments, boolean terminal, String by, String process)
            implements ObservedEvent {
        public ExecBegun {
            arguments = List.copyOf(arguments);
        }
    }

    /** Whoever ran it has left, or it has ended. */
    record ExecEnded(UUID exec) implements ObservedEvent {}

    record PauseAsked(String by, String why) implements ObservedEvent {}

    record ResumeAsked(String by) implements ObservedEvent {}

    record Deleted(String by, Instant until) implements ObservedEvent {}

    record Restored(String by) implements ObservedEvent {}

    /** An incarnation is wanted; its first key is derived, never stored. */
    record SandboxWanted(int incarnation, Instant keyUntil) implements ObservedEvent {}

    record SandboxStarted(int incarnation, String description) implements ObservedEvent {}

    record SandboxEnded(int incarnation, String reason) implements ObservedEvent {}

    record RunnerConnected(
            int incarnation, String publicKey, String outbox, String version, String process)
            implements ObservedEvent {}

    /**
     * The agent's branch has moved, by a push from its sandbox.
     *
     * @param from where it was; null when it was not there
     */
    record BranchPushed(String branch, @Nullable String from, String to) implements ObservedEvent {}

    /** The tree of the workspace at a turn's end is kept. */
    record CheckpointKept(int turn, String commit, @Nullable Changes changes)
            implements ObservedEvent {}

    /**
     * A push was not taken.
     *
     * @param allowable whether its owner may allow it once
     */
    record PushRefused(String rule, String ref, String words, boolean allowable)
            implements ObservedEvent {}

    /** One push may break this rule. */
    record PushAllowed(String rule, String by) implements ObservedEvent {}

    /** A push has broken it. */
    record AllowanceUsed(String rule) implements ObservedEvent {}

    /**
     * The agent's work stands upstream, put there in somebody's name.
     *
     * @param commit that the branch is at now
     * @param to the repository, as people write it
     * @param checkpoint that it was made of
     */
    record BranchPublished(String branch, String commit, String to, String checkpoint, String by)
            implements ObservedEvent {}

    /**
     * There is a pull request of it.
     *
     * @param repository the one that it is for: {@code owner/name}
     * @param opener with whose login it is looked after
     */
    record PullOpened(
            String repository,
            int number,
            String url,
            String base,
            boolean draft,
            UUID opener,
            String by)
            implements ObservedEvent {}

    /** Somebody has published more, or has changed what it says. */
    record PullUpdated(int number, String base, boolean draft, String by)
            implements ObservedEvent {}

    /**
     * It stands otherwise than it did.
     *
     * @param state open, draft, merged or closed
     * @param checks of its newest commit: running, passed or failed; null when there are none
     * @param review approved or changes-requested; null when nobody has said so
     * @param base that it is for now; null in what was noted before this was
     */
    record PullChanged(
            int number,
            String state,
            @Nullable String checks,
            @Nullable String review,
            @Nullable String base)
            implements ObservedEvent {}

    /**
     * A call to a model was not let through.
     *
     * @param rule that it breaks, in one word
     * @param provider that it was for, as far as there is one of that name
     * @param before how many more were refused for it since this was noted last
     */
    record ModelRefused(String rule, @Nullable String provider, String words, long before)
            implements ObservedEvent {}

    /**
     * The agent has made a model call, and this is what it counts.
     *
     * @param call under which it stood reserved
     * @param input tokens, the cached ones among them
     * @param money null when no price is known
     * @param estimated whether some of it is our estimate
     * @param status of the provider's answer; 0 when there was none
     * @param cut whether the answer did not come to its end
     * @param ended why, where its harness was still there to hear it
     */
    record ModelCalled(
            UUID call,
            String provider,
            String model,
            long input,
            long cached,
            long output,
            @Nullable Usd money,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean estimated,
            int status,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean cut,
            @Nullable String ended,
            long millis)
            implements ObservedEvent {}

    /** Of its way out. */
    sealed interface Way extends ObservedEvent
            permits EgressEvents.Allowed,
                    EgressEvents.TakenBack,
                    EgressEvents.Refused,
                    EgressEvents.Used {}

    record Failed(String reason, String nextStep) implements ObservedEvent {}

    record LimitReached(String limit, String words) implements ObservedEvent {}
}
