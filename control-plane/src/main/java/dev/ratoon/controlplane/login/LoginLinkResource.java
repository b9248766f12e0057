package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Invitations.Invitation;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Links that sign a user in on another device, or for the first time. */
@Path("/api/login-links")
@RunOnVirtualThread
class LoginLinkResource {
    private static final Logger LOG = Logger.getLogger(LoginLinkResource.class);

    private final Current current;
    private final UserStore users;
    private final Codes codes;

    LoginLinkResource(Current current, UserStore users, Codes codes) {
        this.current = current;
        this.users = users;
        this.codes = codes;
    }

    record For(@Nullable String user) {}

    @POST
    public Invitation create(@Nullable For asked, @Context UriInfo uri) {
        SignedIn signedIn = current.signedIn();
        Actor actor = signedIn.actor();
        String name = asked == null || asked.user() == null ? actor.name() : asked.user();
        User user = users.mustBeNamed(name);
        Authority.require(actor, Resource.account(user), Verb.CREATE_LOGIN_LINK);
        if (user.disabled()) {
            throw new Failure(ProblemType.CONFLICT, "This user is disabled and cannot sign in.");
        }
        if (!user.id().equals(actor.userId())) {
            // Whoever has the link can act as that user: let it be seen who asked for it.
            LOG.infof("%s made a login link for %s", actor.name(), user.name());
        }
        // A weak token of a strong user must not make itself a strong session. The actor's role is
        // not the measure: who is a member here may be an admin in a team.
        Role ceiling = user.id().equals(actor.userId()) ? signedIn.ceiling() : Role.OWNER;
        return codes.link(user.id(), ceiling, uri.getBaseUri());
    }
}
