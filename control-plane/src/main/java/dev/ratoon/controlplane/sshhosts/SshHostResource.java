package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The hosts to which one's own key is shown over ssh, each with the keys by which it is known. */
@Path("/api/ssh-hosts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SshHostResource {
    private static final Logger LOG = Logger.getLogger(SshHostResource.class);

    private final CurrentActor current;
    private final GitHubLogin github;
    private final Introduction introduction;
    private final SshKeyStore keys;
    private final SshHostStore hosts;

    SshHostResource(
            CurrentActor current,
            GitHubLogin github,
            Introduction introduction,
            SshKeyStore keys,
            SshHostStore hosts) {
        this.current = current;
        this.github = github;
        this.introduction = introduction;
        this.keys = keys;
        this.hosts = hosts;
    }

    record SshHostView(String host, List<String> fingerprints, Instant since) {
        static SshHostView of(TrustedHost host) {
            return new SshHostView(
                    host.host(),
                    host.keys().stream().map(SshPublicKey::fingerprint).toList(),
                    host.since());
        }
    }

    /** What a host shows to everybody. */
    record ShownKeysView(String host, List<ShownKey> keys) {}

    record ShownKey(String type, String fingerprint, String key) {
        static ShownKey of(SshPublicKey key) {
            return new ShownKey(key.type(), key.fingerprint(), key.line());
        }
    }

    @GET
    public List<SshHostView> list() {
        Actor actor = allowed(Verb.LIST_GIT_HOSTS);
        return hosts.of(actor.userId()).stream().map(SshHostView::of).toList();
    }

    /** Asks the host of a repository for its keys, for a person to compare; nothing is kept. */
    @GET
    @Path("/keys")
    public ShownKeysView keys(@QueryParam("repository") @DefaultValue("") String repository) {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        Source.Ssh at = address(repository);
        return new ShownKeysView(
                SshPlace.of(at).name(),
                introduction.keys(actor.userId(), at).stream().map(ShownKey::of).toList());
    }

    /** Keeps which keys are the host's, if it has one of them and shows the repository. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public SshHostView put(@Nullable AskedTrust asked) {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        AskedTrust given = asked == null ? new AskedTrust(null, null) : asked;
        Source.Ssh at = address(given.repository());
        List<SshPublicKey> trusted = given.keys();
        Login login = keys.login(actor.userId(), trusted).orElseThrow(SshKeyStore::none);
        introduction.mustShow(actor.userId(), at, login);
        TrustedHost kept = hosts.put(actor.userId(), SshPlace.of(at), trusted);
        LOG.infof("%s trusts %s over ssh", actor.name(), kept.host());
        return SshHostView.of(kept);
    }

    /** From now on it is shown nothing; there the key stays good until it is removed. */
    @DELETE
    @Path("/{host}")
    public void delete(@PathParam("host") String name) {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        SshPlace place = new SshPlace(name);
        if (!hosts.remove(actor.userId(), place)) {
            throw new Failure(
                    ProblemType.NOT_FOUND,
                    "You trust no host of that name over ssh. See: ratoon git-host list");
        }
        LOG.infof("%s trusts %s over ssh no more", actor.name(), place.name());
    }

    private Source.Ssh address(@Nullable String repository) {
        Source.Ssh at = AskedTrust.address(repository);
        if (github.overHttps(at).isPresent()) {
            throw new Failure(
                    ProblemType.INVALID,
                    at.host()
                            + " is this Ratoon's GitHub: its repositories are reached over https,"
                            + " with your account. Connect that instead: ratoon github connect");
        }
        return at;
    }

    private Actor allowed(Verb verb) {
        return current.require(Resource.personal(current.actor().userId()), verb);
    }
}
