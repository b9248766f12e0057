package dev.ratoon.controlplane.github;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.ApiAddress;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.Me;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One's own GitHub account: connected by a token, and asked with it. */
@Path("/api/github")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class GitHubResource {
    private static final Logger LOG = Logger.getLogger(GitHubResource.class);
    private static final int MOST = 1000;
    private static final int LONGEST = 500;

    private final CurrentActor current;
    private final GitHubApi api;
    private final Accounts accounts;
    private final ConnectionStore store;

    GitHubResource(CurrentActor current, GitHubApi api, Accounts accounts, ConnectionStore store) {
        this.current = current;
        this.api = api;
        this.accounts = accounts;
        this.store = store;
    }

    record NewConnection(@Nullable String token) {
        @Override
        public String toString() {
            return "NewConnection[hidden]";
        }
    }

    /** What is connected, and what its token may do; GitHub is asked for that now. */
    @GET
    public AccountView read() {
        Actor actor = allowed(Verb.READ_GITHUB);
        ApiAddress here = api.address();
        Optional<Connection> connected = store.of(actor.userId());
        if (connected.isEmpty()) {
            return AccountView.none(here, null);
        }
        if (!accounts.isForThisApi(connected.get())) {
            return AccountView.none(
                    here, "The token that is kept is for another GitHub: connect one of this.");
        }
        GitHubAccount account = accounts.of(actor.userId());
        return AccountView.of(connected.get(), here, account, account.me());
    }

    /** Keeps a token that GitHub takes, in place of the one that was there. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public AccountView connect(@Nullable NewConnection asked) {
        Actor actor = allowed(Verb.CHANGE_GITHUB);
        GivenSecret token = GivenSecret.of("token", asked == null ? null : asked.token());
        ApiAddress here = api.address();
        GitHubAccount account = accounts.with(token);
        Me me = Troubles.value(account.me());
        Optional<Connection> before = store.of(actor.userId());
        Connection connection = store.put(actor.userId(), here.url().toString(), me.login(), token);
        accounts.forget(before);
        LOG.infof("%s has connected %s as %s", actor.name(), here.webHost(), me.login());
        return AccountView.of(connection, here, account, new Answered.With<>(me));
    }

    /** Forgets the token; at GitHub it stays good until it is revoked there. */
    @DELETE
    public void disconnect() {
        Actor actor = allowed(Verb.CHANGE_GITHUB);
        Optional<Connection> before = store.of(actor.userId());
        if (!store.remove(actor.userId())) {
            throw new Failure(ProblemType.NOT_FOUND, "You have connected no GitHub account.");
        }
        accounts.forget(before);
        LOG.infof("%s has disconnected GitHub", actor.name());
    }

    /** Those that the token reaches and that have each word of q in their names. */
    @GET
    @Path("/repositories")
    public Views.RepositoriesView repositories(
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        GitHubAccount account = accounts.of(allowed(Verb.USE_GITHUB).userId());
        return Views.RepositoriesView.of(
                Troubles.value(account.repositories(bounded(words), bounded(limit))),
                account.rateLimit());
    }

    /** Of the repository OWNER/NAME; the default branch first while no words are typed. */
    @GET
    @Path("/branches")
    public Views.BranchesView branches(
            @QueryParam("repository") @DefaultValue("") String repository,
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        GitHubAccount account = accounts.of(allowed(Verb.USE_GITHUB).userId());
        return Views.BranchesView.of(
                Troubles.value(
                        account.branches(
                                bounded(repository).strip(), bounded(words), bounded(limit))),
                account.rateLimit());
    }

    private Actor allowed(Verb verb) {
        return current.require(Resource.personal(current.actor().userId()), verb);
    }

    private static String bounded(String words) {
        if (words.length() > LONGEST) {
            throw new Failure(
                    ProblemType.INVALID, "Type fewer than " + LONGEST + " characters to search.");
        }
        return words;
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Failure(ProblemType.INVALID, "A limit is between 1 and " + MOST + ".");
        }
        return limit;
    }
}
