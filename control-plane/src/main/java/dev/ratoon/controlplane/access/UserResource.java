package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people of this installation. */
@Path("/api/users")
@RunOnVirtualThread
class UserResource {
    private static final UUID NOBODY = new UUID(0, 0);

    private final UserStore users;
    private final CurrentActor current;
    private final Invitations invitations;

    UserResource(UserStore users, CurrentActor current, Invitations invitations) {
        this.users = users;
        this.current = current;
        this.invitations = invitations;
    }

    record NewUser(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable Role role,
            @Nullable String email) {}

    record UserView(
            String name,
            String displayName,
            Role role,
            Instant createdAt,
            @Nullable Instant disabledAt) {
        static UserView of(User user) {
            return new UserView(
                    user.name(),
                    user.displayName(),
                    user.role(),
                    user.createdAt(),
                    user.disabledAt());
        }
    }

    record Invited(UserView user, String link, Instant expiresAt) {}

    @GET
    public List<UserView> list() {
        current.require(Resource.installation(), Verb.LIST_USERS);
        return users.all().stream().map(UserView::of).toList();
    }

    @POST
    public Invited invite(@Nullable NewUser asked, @Context UriInfo uri) {
        if (asked == null || asked.name() == null || asked.role() == null) {
            throw new Failure(ProblemType.INVALID, "A new user needs a name and a role.");
        }
        Actor actor = current.actor();
        Authority.require(actor, new Resource.Account(NOBODY, asked.role()), Verb.INVITE_USER);
        User user = users.add(asked.name(), asked.displayName(), asked.role(), asked.email());
        var invitation = invitations.invite(user, uri.getBaseUri());
        return new Invited(UserView.of(user), invitation.link(), invitation.expiresAt());
    }

    @DELETE
    @Path("/{name}")
    public void disable(@PathParam("name") String name) {
        User user = users.mustBeNamed(name);
        current.require(Resource.account(user), Verb.DISABLE_USER);
        users.disable(user.id());
    }

    /** What was ended when it was disabled stays so: it signs in anew. */
    @POST
    @Path("/{name}/enable")
    public UserView enable(@PathParam("name") String name) {
        User user = users.mustBeNamed(name);
        current.require(Resource.account(user), Verb.DISABLE_USER);
        return UserView.of(users.enable(user.id()));
    }
}
