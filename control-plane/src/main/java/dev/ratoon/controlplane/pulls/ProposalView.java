package dev.ratoon.controlplane.pulls;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.agents.AgentView;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.repositories.FileView;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Standing;
import dev.ratoon.git.review.ChangedFile;
import dev.ratoon.git.review.CommitLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be published.
 *
 * @param commit the checkpoint that a publication of it is bound to
 * @param onto the branch that the work is meant for
 * @param gone the one that it was meant for, if that is not upstream any more
 * @param more files that are changed and not listed
 * @param uncommitted those that the agent has not committed itself
 * @param moreWarnings that are not listed; a publication is refused with the next ones
 * @param title as it would be written
 * @param pull what there is already
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProposalView(
        String commit,
        int turn,
        String branch,
        @Nullable String onto,
        @Nullable String gone,
        int changed,
        int added,
        int removed,
        List<FileView> files,
        int more,
        List<FileView> uncommitted,
        List<CommitLine> commits,
        List<WarningView> warnings,
        int moreWarnings,
        StandingView standing,
        String title,
        String body,
        ToView to,
        AgentView.@Nullable PublishedView published,
        AgentView.@Nullable PullView pull) {
    private static final int MOST = 5_000;
    private static final int MOST_OF_EACH = 1_000;

    /**
     * How it stands to the branch that it is meant for.
     *
     * @param behind commits of that branch that it does not have
     * @param conflicts files that do not merge by themselves
     * @param more of them that are not listed
     */
    record StandingView(int behind, List<String> conflicts, int more) {
        static StandingView of(Standing standing) {
            List<String> conflicts = standing.conflicts();
            return new StandingView(
                    standing.behind(),
                    conflicts.stream().limit(MOST_OF_EACH).toList(),
                    Math.max(0, conflicts.size() - MOST_OF_EACH));
        }
    }

    /**
     * Where it would go.
     *
     * @param github whether a pull request follows
     * @param mayPush whether the acting user may, as far as is known
     * @param why not, or what else is in the way
     * @param fork whether it can go into a fork of the user's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ToView(
            String repository,
            boolean github,
            boolean mayPush,
            @Nullable String why,
            boolean fork) {}

    static ProposalView of(
            Facts facts, Facts.Checkpoint kept, Proposal proposal, Composed composed, ToView to) {
        List<ChangedFile> files = proposal.files();
        return new ProposalView(
                proposal.commit(),
                kept.turn(),
                proposal.branch(),
                proposal.onto().orElse(null),
                proposal.gone().orElse(null),
                files.size(),
                files.stream().mapToInt(ChangedFile::added).sum(),
                files.stream().mapToInt(ChangedFile::removed).sum(),
                views(files),
                Math.max(0, files.size() - MOST),
                views(proposal.uncommitted()),
                proposal.commits(),
                WarningView.all(proposal.warnings().stream().limit(MOST_OF_EACH).toList()),
                Math.max(0, proposal.warnings().size() - MOST_OF_EACH),
                StandingView.of(proposal.standing()),
                composed.title(),
                composed.body(),
                to,
                AgentView.PublishedView.of(facts.git().published()),
                AgentView.PullView.of(facts.git().pull()));
    }

    private static List<FileView> views(List<ChangedFile> files) {
        return files.stream().limit(MOST).map(FileView::of).toList();
    }
}
