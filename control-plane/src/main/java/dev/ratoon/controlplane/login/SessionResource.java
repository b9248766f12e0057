package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is signed in, where, and the end of it. */
@Path("/api")
@RunOnVirtualThread
class SessionResource {
    private final Current current;
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final UserStore users;
    private final Clock clock;

    SessionResource(
            Current current,
            SessionStore sessions,
            TokenStore tokens,
            UserStore users,
            Clock clock) {
        this.current = current;
        this.sessions = sessions;
        this.tokens = tokens;
        this.users = users;
        this.clock = clock;
    }

    record Me(UserView user, Via via, @Nullable Instant expiresAt) {}

    record SessionView(
            UUID id,
            String userAgent,
            Instant createdAt,
            Instant lastSeenAt,
            Instant expiresAt,
            boolean thisOne) {}

    @GET
    @Path("/session")
    public Me me() {
        SignedIn signedIn = current.signedIn();
        Actor actor = signedIn.actor();
        User user = users.mustBeNamed(actor.name());
        return new Me(UserView.of(user, actor.role()), signedIn.via(), signedIn.expiresAt());
    }

    /** Ends what this very request was signed in with. */
    @POST
    @Path("/logout")
    public Response logout(@Context HttpServerRequest request) {
        SignedIn signedIn = current.signedIn();
        UUID credential = signedIn.credential();
        if (credential != null) {
            switch (signedIn.via()) {
                case SESSION -> sessions.revoke(credential, clock.instant());
                case TOKEN -> tokens.revoke(credential, clock.instant());
                case TICKET -> {}
            }
        }
        return Response.noContent().cookie(SessionCookie.removed(request.isSSL())).build();
    }

    @GET
    @Path("/sessions")
    public List<SessionView> list(@QueryParam("user") @Nullable String userName) {
        SignedIn signedIn = current.signedIn();
        User user = users.mustBeNamed(userName == null ? signedIn.actor().name() : userName);
        Authority.require(signedIn.actor(), Resource.account(user), Verb.LIST_SESSIONS);
        return sessions.of(user.id(), clock.instant()).stream()
                .map(session -> view(session, signedIn))
                .toList();
    }

    @DELETE
    @Path("/sessions/{id}")
    public void end(@PathParam("id") UUID id) {
        Session session =
                sessions.withId(id)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.NOT_FOUND,
                                                "There is no such session."));
        User user = users.withId(session.user()).orElseThrow();
        Authority.require(current.signedIn().actor(), Resource.account(user), Verb.END_SESSION);
        sessions.revoke(id, clock.instant());
    }

    private static SessionView view(Session session, SignedIn signedIn) {
        return new SessionView(
                session.id(),
                session.userAgent(),
                session.createdAt(),
                session.lastSeenAt(),
                session.expiresAt(),
                session.id().equals(signedIn.credential()));
    }
}
