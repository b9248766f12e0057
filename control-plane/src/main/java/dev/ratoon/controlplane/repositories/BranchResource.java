package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.github.Accounts;
import dev.ratoon.controlplane.looks.Looks;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.Branch;
import dev.ratoon.git.github.Found;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The branches of any repository, as upstream shows them to whoever asks: of one at the GitHub that
 * the user has an account of by its API, which says whether anything has changed, else by git.
 */
@Path("/api/branches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class BranchResource {
    private static final int MOST = 1_000;
    private static final int LONGEST = 500;

    /** More than are ever known of a repository at GitHub. */
    private static final int MOST_OF_ALL = Integer.MAX_VALUE;

    private final CurrentActor current;
    private final TypedSource typed;
    private final GitLogins logins;
    private final Accounts accounts;
    private final Upstreams upstreams;
    private final Looks looks;

    BranchResource(
            CurrentActor current,
            TypedSource typed,
            GitLogins logins,
            Accounts accounts,
            Upstreams upstreams,
            Looks looks) {
        this.current = current;
        this.typed = typed;
        this.logins = logins;
        this.accounts = accounts;
        this.upstreams = upstreams;
        this.looks = looks;
    }

    /** Those with each word of q in their names; nothing is fetched. */
    @GET
    public Branches all(
            @QueryParam("repository") @Nullable String repository,
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Actor actor = current.actor();
        current.require(new Resource.Owned(actor.userId(), null), Verb.START_AGENT);
        if (words.length() > LONGEST) {
            throw invalid("Type fewer than " + LONGEST + " characters to search.");
        }
        if (limit < 1 || limit > MOST) {
            throw invalid("A limit is between 1 and " + MOST + ".");
        }
        Source source = typed.of(actor, repository);
        return atGitHub(actor.userId(), source)
                .map(all -> Branches.told(all.stream(), words, limit))
                .orElseGet(() -> seen(actor, source, words, limit));
    }

    /** All of them, as of a minute ago at most; where some may be missing or old, git is asked. */
    private Optional<List<Branch>> atGitHub(UUID user, Source source) {
        return source instanceof Source.Https(URI address) && accounts.has(user)
                ? accounts.repository(address)
                        .flatMap(name -> whole(accounts.of(user).branches(name, "", MOST_OF_ALL)))
                : Optional.empty();
    }

    private static Optional<List<Branch>> whole(Answered<Found<Branch>> answered) {
        return answered instanceof Answered.With<Found<Branch>>(var found)
                        && found.isWhole()
                        && found.stale().isEmpty()
                ? Optional.of(found.items())
                : Optional.empty();
    }

    private Branches seen(Actor actor, Source source, String words, int limit) {
        Optional<Login> login = logins.of(actor.userId(), source);
        // Told within the look: all that the host has listed is gone when it leaves its place.
        return looks.of(
                actor.userId(), () -> Branches.of(look(source, login).tips(), words, limit));
    }

    private Seen look(Source source, Optional<Login> login) {
        try {
            return upstreams.look(source, login);
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
