package dev.ratoon.controlplane.githosts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One's own logins for git hosts other than GitHub. */
@Path("/api/git-hosts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class GitHostResource {
    private static final Logger LOG = Logger.getLogger(GitHostResource.class);

    private final CurrentActor current;
    private final GitHubLogin github;
    private final Trial trial;
    private final HostLoginStore store;

    GitHostResource(CurrentActor current, GitHubLogin github, Trial trial, HostLoginStore store) {
        this.current = current;
        this.github = github;
        this.trial = trial;
        this.store = store;
    }

    /**
     * A login, without its secret.
     *
     * @param openToAll where it was just given: whether the repository is shown without it, too, so
     *     that the host may not have looked at it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GitHostView(String host, String user, Instant since, @Nullable Boolean openToAll) {
        static GitHostView of(HostLogin login, @Nullable Boolean openToAll) {
            return new GitHostView(login.host(), login.user(), login.since(), openToAll);
        }
    }

    @GET
    public List<GitHostView> list() {
        Actor actor = allowed(Verb.LIST_GIT_HOSTS);
        return store.of(actor.userId()).stream().map(one -> GitHostView.of(one, null)).toList();
    }

    /** Keeps a login that the repository's host takes, in place of the one that was there. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public GitHostView put(@Nullable AskedLogin asked) {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        AskedLogin given = asked == null ? new AskedLogin(null, null, null) : asked;
        URI address = given.address();
        String name = given.name();
        GivenSecret secret = given.given();
        if (github.isFor(address)) {
            throw new Failure(
                    ProblemType.INVALID,
                    address.getRawAuthority()
                            + " is this Ratoon's GitHub. Connect an account there instead: ratoon"
                            + " github connect");
        }
        GitHost host = GitHost.of(address).orElseThrow();
        boolean openToAll =
                trial.isOpenToAll(
                        actor.userId(),
                        new Source.Https(address),
                        new Login.Password("tried", name, secret.value()));
        HostLogin kept = store.put(actor.userId(), host, name, secret);
        LOG.infof("%s has given a login for %s", actor.name(), host.name());
        return GitHostView.of(kept, openToAll);
    }

    /** Forgets the login; at its host it stays good until it is revoked there. */
    @DELETE
    @Path("/{host}")
    public void delete(@PathParam("host") String name) {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        GitHost host = new GitHost(name);
        if (!store.remove(actor.userId(), host)) {
            throw new Failure(
                    ProblemType.NOT_FOUND,
                    "You have given no login for that host. See: ratoon git-host list");
        }
        LOG.infof("%s has taken back the login for %s", actor.name(), host.name());
    }

    private Actor allowed(Verb verb) {
        return current.require(Resource.personal(current.actor().userId()), verb);
    }
}
