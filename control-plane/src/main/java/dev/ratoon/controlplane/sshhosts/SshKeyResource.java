package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.logging.Logger;

/** One's own key for git hosts over ssh. */
@Path("/api/ssh-key")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SshKeyResource {
    private static final Logger LOG = Logger.getLogger(SshKeyResource.class);

    private final CurrentActor current;
    private final SshKeyStore store;

    SshKeyResource(CurrentActor current, SshKeyStore store) {
        this.current = current;
        this.store = store;
    }

    /**
     * The public half of it.
     *
     * @param publicKey the line that belongs to the user's account at a host
     */
    record SshKeyView(String publicKey, String fingerprint, Instant since) {
        /** Names of users are words. */
        static SshKeyView of(SshKey key, Actor actor) {
            return new SshKeyView(
                    key.publicKey().line("ratoon-" + actor.name()),
                    key.publicKey().fingerprint(),
                    key.since());
        }
    }

    @GET
    public SshKeyView read() {
        Actor actor = allowed(Verb.LIST_GIT_HOSTS);
        return SshKeyView.of(store.of(actor.userId()).orElseThrow(SshKeyResource::none), actor);
    }

    /** Afterwards there is one: the same that there was, or a new one. */
    @PUT
    public SshKeyView put() {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        SshKey key = store.made(actor.userId());
        LOG.infof("%s has the ssh key %s", actor.name(), key.publicKey().fingerprint());
        return SshKeyView.of(key, actor);
    }

    /** Throws it away; hosts go on taking it until it is removed there, but nobody has it. */
    @DELETE
    public void delete() {
        Actor actor = allowed(Verb.CHANGE_GIT_HOSTS);
        if (!store.remove(actor.userId())) {
            throw none();
        }
        LOG.infof("%s has thrown an ssh key away", actor.name());
    }

    private static Failure none() {
        return new Failure(
                ProblemType.NOT_FOUND, "You have no ssh key yet. Make one: ratoon git-host key");
    }

    private Actor allowed(Verb verb) {
        return current.require(Resource.personal(current.actor().userId()), verb);
    }
}
