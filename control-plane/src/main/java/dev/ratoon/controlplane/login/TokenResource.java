package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bearer tokens: for machines made here, for command lines made by a login. */
@Path("/api/tokens")
@RunOnVirtualThread
class TokenResource {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DAYS = 3650;

    private final CurrentActor current;
    private final Tokens tokens;
    private final TokenStore store;
    private final UserStore users;
    private final Clock clock;

    TokenResource(
            CurrentActor current, Tokens tokens, TokenStore store, UserStore users, Clock clock) {
        this.current = current;
        this.tokens = tokens;
        this.store = store;
        this.users = users;
        this.clock = clock;
    }

    record NewToken(@Nullable String name, @Nullable Role role, @Nullable Integer expiresInDays) {}

    record TokenView(
            UUID id,
            String name,
            TokenKind kind,
            Role role,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {
        static TokenView of(Token token) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    token.kind(),
                    token.role(),
                    token.createdAt(),
                    token.lastUsedAt(),
                    token.expiresAt());
        }
    }

    record ShownOnce(String token, TokenView about) {}

    @GET
    public List<TokenView> list(@QueryParam("user") @Nullable String userName) {
        Actor actor = current.actor();
        User user = users.mustBeNamed(userName == null ? actor.name() : userName);
        current.require(Resource.account(user), Verb.LIST_TOKENS);
        return store.of(user.id(), clock.instant()).stream().map(TokenView::of).toList();
    }

    @POST
    public ShownOnce create(@Nullable NewToken asked) {
        Actor actor = current.actor();
        current.require(Resource.account(users.mustBeNamed(actor.name())), Verb.CREATE_TOKEN);
        if (asked == null || asked.name() == null || asked.name().isBlank()) {
            throw new Failure(ProblemType.INVALID, "A new token needs a name.");
        }
        Role role = asked.role() == null ? actor.role() : asked.role().atMost(actor.role());
        var minted =
                tokens.mint(
                        actor.userId(),
                        asked.name()
                                .strip()
                                .substring(
                                        0, Math.min(asked.name().strip().length(), LONGEST_NAME)),
                        TokenKind.SERVICE,
                        role,
                        end(asked.expiresInDays()));
        return new ShownOnce(minted.text().value(), TokenView.of(minted.token()));
    }

    @DELETE
    @Path("/{id}")
    public void revoke(@PathParam("id") UUID id) {
        Token token =
                store.withId(id)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.NOT_FOUND, "There is no such token."));
        current.require(
                Resource.account(users.withId(token.user()).orElseThrow()), Verb.REVOKE_TOKEN);
        store.revoke(id, clock.instant());
    }

    private @Nullable Instant end(@Nullable Integer days) {
        if (days == null) {
            return null;
        }
        if (days < 1 || days > LONGEST_DAYS) {
            throw new Failure(ProblemType.INVALID, "A token lasts 1 to 3650 days.");
        }
        return clock.instant().plus(Duration.ofDays(days));
    }
}
