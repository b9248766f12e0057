package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.Changes;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.Planner;
import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent, as the API tells of it.
 *
 * @param goesOn whether its branch was there upstream before it
 * @param environmentVersion which one it has; none of the default environment
 * @param persona the one that it has, if any
 * @param personaVersion none of one that its repository has
 * @param doing what it does now, in a few words
 * @param queuePosition which place it has among those that wait for a sandbox; 1 is the next
 * @param checkpoint the commit of its newest one
 * @param changes how much it has changed, as its newest checkpoint was counted
 * @param muted by whoever asks: it is shown apart, and is nobody's news but the others'
 * @param may what whoever asks may do with it; a deleted one can be restored by who may delete it,
 *     and, when it has no sandbox, steer it
 * @param cap that it stands at, when a model call was refused
 * @param decisions how many wait for an answer
 * @param queued how many messages wait for their turn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentView(
        UUID id,
        String name,
        String title,
        String owner,
        String repository,
        @Nullable String baseBranch,
        String branch,
        boolean goesOn,
        String environment,
        @Nullable Integer environmentVersion,
        @Nullable String persona,
        @Nullable Integer personaVersion,
        String harness,
        @Nullable String model,
        String mode,
        String state,
        Instant since,
        String doing,
        @Nullable Integer queuePosition,
        @Nullable FailureView failure,
        @Nullable PublishedView published,
        @Nullable PullView pull,
        @Nullable String checkpoint,
        @Nullable Changes changes,
        boolean muted,
        @Nullable List<May> may,
        boolean unconfined,
        int turn,
        Limits limits,
        SpentView spent,
        @Nullable CapView cap,
        long workedSeconds,
        int decisions,
        int queued,
        Instant createdAt,
        Instant lastActiveAt,
        Instant reapAt,
        @Nullable Instant deletedUntil,
        long lastSeq) {

    /**
     * What its model calls have used.
     *
     * @param input tokens, the cached ones among them
     * @param money US dollars
     * @param estimated what of them is our estimate
     * @param estimates how many calls are estimated
     * @param unpriced how many calls no price is known of: their money is not in it
     */
    public record SpentView(
            long calls,
            long input,
            long cached,
            long output,
            Usd money,
            Usd estimated,
            long estimates,
            long unpriced) {
        static SpentView of(Spending spending) {
            return new SpentView(
                    spending.calls(),
                    spending.input(),
                    spending.cached(),
                    spending.output(),
                    spending.money(),
                    spending.estimated(),
                    spending.estimates(),
                    spending.unpriced());
        }
    }

    /**
     * The cap that it stands at.
     *
     * @param limit tokens, money, owner-tokens or owner-money
     */
    public record CapView(String limit, String words, String nextStep) {
        static @Nullable CapView of(Facts facts) {
            Spending.Cap cap = facts.spending().cap();
            return cap == null
                    ? null
                    : new CapView(cap.limit(), cap.words(), Planner.raising(facts, cap));
        }
    }

    public record FailureView(String reason, String nextStep) {}

    /** Its work, as it stands in the repository that it comes from, or in a fork of that. */
    public record PublishedView(String branch, String commit, String to) {
        public static @Nullable PublishedView of(Facts.@Nullable Published published) {
            return published == null
                    ? null
                    : new PublishedView(published.branch(), published.commit(), published.to());
        }
    }

    /**
     * A pull request of its work.
     *
     * @param state open, draft, merged or closed
     * @param checks running, passed or failed
     * @param review approved or changes-requested
     * @param notFollowed why this is how it once stood, and is not kept up to date
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PullView(
            String repository,
            int number,
            String url,
            String base,
            String state,
            @Nullable String checks,
            @Nullable String review,
            @Nullable String notFollowed) {
        public static @Nullable PullView of(Facts.@Nullable Pull pull) {
            return of(pull, null);
        }

        static @Nullable PullView of(Facts.@Nullable Pull pull, @Nullable String notFollowed) {
            return pull == null
                    ? null
                    : new PullView(
                            pull.repository(),
                            pull.number(),
                            pull.url(),
                            pull.base(),
                            pull.state(),
                            pull.checks(),
                            pull.review(),
                            notFollowed);
        }
    }

    /**
     * What the rows beside the facts say.
     *
     * @param away why nothing happens to it, when the process that holds its sandbox is away
     * @param may null where it is read for nobody in particular
     * @param pullTrouble why its pull request is not followed
     */
    record Beside(
            String owner,
            Instant lastActiveAt,
            Instant reapAt,
            long lastSeq,
            @Nullable Integer queuePosition,
            @Nullable String away,
            boolean muted,
            @Nullable List<May> may,
            @Nullable String pullTrouble) {}

    static AgentView of(Facts facts, Beside beside) {
        Facts.Origin origin = facts.origin();
        Facts.Failure failure = facts.failure();
        return new AgentView(
                facts.id(),
                origin.name(),
                facts.title(),
                beside.owner(),
                origin.repository(),
                origin.baseBranch(),
                origin.branch(),
                origin.goesOn(),
                origin.environment(),
                facts.environment() == null ? null : facts.environment().version(),
                facts.persona() == null ? null : facts.persona().name(),
                facts.persona() == null ? null : facts.persona().version(),
                origin.harness(),
                origin.model(),
                facts.mode(),
                facts.state().word(),
                facts.state().since(),
                beside.away() == null ? doing(facts) : beside.away(),
                facts.state() instanceof AgentState.Queued ? beside.queuePosition() : null,
                failure == null ? null : new FailureView(failure.reason(), failure.nextStep()),
                PublishedView.of(facts.git().published()),
                PullView.of(facts.git().pull(), beside.pullTrouble()),
                commit(facts.git().checkpoint()),
                changes(facts.git().checkpoint()),
                beside.muted(),
                beside.may(),
                origin.unconfined(),
                facts.talk().turns(),
                facts.limits(),
                SpentView.of(facts.spending()),
                CapView.of(facts),
                facts.talk().workedSeconds(),
                facts.approvals().open().size(),
                facts.talk().queue().size(),
                origin.createdAt(),
                beside.lastActiveAt(),
                beside.reapAt(),
                facts.deletedUntil(),
                beside.lastSeq());
    }

    private static @Nullable String commit(Facts.@Nullable Checkpoint checkpoint) {
        return checkpoint == null ? null : checkpoint.commit();
    }

    private static @Nullable Changes changes(Facts.@Nullable Checkpoint checkpoint) {
        return checkpoint == null ? null : checkpoint.changes();
    }

    private static String doing(Facts facts) {
        Facts.Sandbox sandbox = facts.sandbox();
        boolean ending = sandbox != null && sandbox.leaving();
        return switch (facts.state()) {
            case AgentState.Queued _ ->
                    facts.harness() != null && facts.harness().asked()
                            ? "waits while its harness is installed"
                            : "waits for a sandbox";
            case AgentState.Provisioning _ -> "gets a sandbox";
            case AgentState.SettingUp _ -> step(sandbox);
            case AgentState.Working(_, int turn) ->
                    facts.talk().turn() != null && facts.talk().turn().stoppedAt() != null
                            ? "stops turn " + turn
                            : "works on turn " + turn;
            case AgentState.Waiting _ -> "needs a decision";
            case AgentState.Idle _ ->
                    facts.spending().cap() == null
                            ? idle(facts.git().pull())
                            : "has spent what it may";
            case AgentState.Paused _ -> ending ? "ends its sandbox" : "is paused";
            case AgentState.Failed(_, String reason, _) -> reason;
            case AgentState.Deleted _ -> "is deleted";
        };
    }

    private static String idle(Facts.@Nullable Pull pull) {
        return pull == null
                ? "waits for the next message"
                : "has pull request #" + pull.number() + ", " + pull.state();
    }

    private static String step(Facts.@Nullable Sandbox sandbox) {
        String step = sandbox == null ? null : sandbox.step();
        return switch (step) {
            case "clone" -> "fetches the repository";
            case "restore" -> "restores its workspace";
            case "setup" -> "runs the setup script";
            case "keep" -> "keeps what its setup has made";
            case null, default -> "starts its harness";
        };
    }
}
