package dev.ratoon.controlplane.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.git.github.Branch;
import dev.ratoon.git.github.Found;
import dev.ratoon.git.github.Need;
import dev.ratoon.git.github.RateLimit;
import dev.ratoon.git.github.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the API says of GitHub. */
final class Views {
    private Views() {}

    /**
     * Something that is wanted of a token.
     *
     * @param state granted, partly, missing or unknown
     */
    record NeedView(String name, String purpose, boolean required, String state, String words) {
        static NeedView of(Need need) {
            return new NeedView(
                    need.name(),
                    need.purpose(),
                    need.isRequired(),
                    need.state().name().toLowerCase(Locale.ROOT),
                    need.words());
        }
    }

    /** How often GitHub answers, as it said last. */
    record RateView(long limit, long remaining, Instant resetAt) {
        static @Nullable RateView of(Optional<RateLimit> rate) {
            return rate.map(r -> new RateView(r.limit(), r.remaining(), r.resetAt())).orElse(null);
        }
    }

    /** A repository that the token reaches. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RepositoryView(
            String name,
            String url,
            String description,
            boolean isPrivate,
            boolean fork,
            boolean archived,
            boolean mayPush,
            String defaultBranch,
            @Nullable Instant pushedAt) {
        static RepositoryView of(Repository one) {
            return new RepositoryView(
                    one.name(),
                    one.address(),
                    one.description(),
                    one.isPrivate(),
                    one.isFork(),
                    one.isArchived(),
                    one.mayPush(),
                    one.defaultBranch(),
                    one.pushedAt().orElse(null));
        }
    }

    /**
     * Repositories that fit, the likeliest first.
     *
     * @param more whether more fit than are here
     * @param whole whether all that there are were looked through
     * @param hiddenBySignOn whether organisations keep theirs back until the token is authorised
     * @param asOf when GitHub said so
     * @param stale why it is not newer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RepositoriesView(
            List<RepositoryView> repositories,
            boolean more,
            boolean whole,
            boolean hiddenBySignOn,
            Instant asOf,
            @Nullable String stale,
            @Nullable RateView rate) {
        static RepositoriesView of(Found<Repository> found, Optional<RateLimit> rate) {
            return new RepositoriesView(
                    found.items().stream().map(RepositoryView::of).toList(),
                    found.more(),
                    found.isWhole(),
                    found.leftOut(),
                    found.asOf(),
                    found.stale().map(Troubles::words).orElse(null),
                    RateView.of(rate));
        }
    }

    /** A branch, and the commit that it is at. */
    record BranchView(String name, String commit, boolean isDefault, boolean isProtected) {
        static BranchView of(Branch one) {
            return new BranchView(one.name(), one.commit(), one.isDefault(), one.isProtected());
        }
    }

    /** Branches that fit, likewise. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BranchesView(
            List<BranchView> branches,
            boolean more,
            boolean whole,
            Instant asOf,
            @Nullable String stale,
            @Nullable RateView rate) {
        static BranchesView of(Found<Branch> found, Optional<RateLimit> rate) {
            return new BranchesView(
                    found.items().stream().map(BranchView::of).toList(),
                    found.more(),
                    found.isWhole(),
                    found.asOf(),
                    found.stale().map(Troubles::words).orElse(null),
                    RateView.of(rate));
        }
    }
}
