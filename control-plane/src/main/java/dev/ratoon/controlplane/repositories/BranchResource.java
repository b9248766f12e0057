package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.looks.Looks;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The branches of any repository, as upstream shows them now to whoever asks. */
@Path("/api/branches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class BranchResource {
    private static final int MOST = 1_000;
    private static final int LONGEST = 500;

    private final CurrentActor current;
    private final TypedSource typed;
    private final GitLogins logins;
    private final Upstreams upstreams;
    private final Looks looks;

    BranchResource(
            CurrentActor current,
            TypedSource typed,
            GitLogins logins,
            Upstreams upstreams,
            Looks looks) {
        this.current = current;
        this.typed = typed;
        this.logins = logins;
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
