package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.basis.SecretText;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns a login code into what stays: a browser's session, or a command line's token. */
@Path("/api/login")
@RunOnVirtualThread
class LoginResource {
    static final String PROOF_PREFIX = "ratoon_p_";
    static final String COOKIE_PREFIX = "ratoon_s_";
    private static final int LONGEST_NAME = 200;

    private final Codes codes;
    private final SessionStore sessions;
    private final Tokens tokens;
    private final UserStore users;
    private final SignIn signIn;
    private final LoginConfig config;
    private final Clock clock;
    private final Ids ids;
    private final RandomGenerator random;

    LoginResource(
            Codes codes,
            SessionStore sessions,
            Tokens tokens,
            UserStore users,
            SignIn signIn,
            LoginConfig config,
            Clock clock,
            Ids ids,
            RandomGenerator random) {
        this.codes = codes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.users = users;
        this.signIn = signIn;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /**
     * A login code and who brings it.
     *
     * @param replace whether a browser that is signed in as somebody else goes over to this one
     */
    record Login(
            @Nullable String code,
            @Nullable String client,
            @Nullable String name,
            @Nullable Boolean replace) {
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    record BrowserLogin(String proof, UserView user, Instant expiresAt) {}

    record ClientLogin(String token, UserView user, Instant expiresAt) {}

    @POST
    public Response login(@Nullable Login login, @Context HttpServerRequest request) {
        if (login == null || login.code() == null || login.client() == null) {
            throw new Failure(ProblemType.INVALID, "A login needs a code and a client.");
        }
        boolean browser =
                switch (login.client()) {
                    case "browser" -> true;
                    case "cli" -> false;
                    default ->
                            throw new Failure(
                                    ProblemType.INVALID, "A client is 'browser' or 'cli'.");
                };
        if (browser && !Boolean.TRUE.equals(login.replace())) {
            refuseToReplace(login.code(), request);
        }
        Known known =
                codes.use(login.code())
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.EXPIRED,
                                                "This login link was used or is too old. Get a new"
                                                        + " one: ratoon login"));
        User user =
                users.withId(known.user())
                        .filter(found -> !found.disabled())
                        .orElseThrow(
                                () -> new Failure(ProblemType.EXPIRED, "This user is disabled."));
        String agent = cut(request.getHeader("User-Agent"), "unknown");
        return browser
                ? browser(known, user, agent, request.isSSL())
                : client(known, user, cut(login.name(), agent));
    }

    /**
     * A link that somebody else sent must not make this browser work for another's account without
     * a word: what is typed into it then would be that other's.
     */
    private void refuseToReplace(String code, HttpServerRequest request) {
        Cookie cookie = request.getCookie(SessionCookie.NAME);
        String proof = request.getHeader(SessionCookie.PROOF_HEADER);
        if (cookie == null || proof == null) {
            return;
        }
        Optional<Actor> now = signIn.bySession(cookie.getValue(), proof).map(SignedIn::actor);
        if (now.isEmpty()) {
            return;
        }
        codes.userOf(code)
                .filter(user -> !user.equals(now.get().userId()))
                .flatMap(users::withId)
                .ifPresent(
                        other -> {
                            throw new Failure(
                                    ProblemType.CONFLICT,
                                    "This browser is signed in as %s, and this link is for %s."
                                            .formatted(now.get().name(), other.name()));
                        });
    }

    private Response browser(Known known, User user, String agent, boolean tls) {
        SecretText cookie = SecretText.random(COOKIE_PREFIX, random);
        SecretText proof = SecretText.random(PROOF_PREFIX, random);
        Session session = sessions.add(ids.next(), known, cookie, proof, agent, clock.instant());
        return Response.ok(
                        new BrowserLogin(
                                proof.value(),
                                UserView.of(user, user.role().atMost(known.ceiling())),
                                session.expiresAt()))
                .cookie(SessionCookie.set(cookie, config.sessionMaximum(), tls))
                .build();
    }

    private Response client(Known known, User user, String name) {
        Instant expiresAt = clock.instant().plus(config.clientTokenLifetime());
        var minted = tokens.mint(user.id(), name, TokenKind.CLIENT, known.ceiling(), expiresAt);
        return Response.ok(
                        new ClientLogin(
                                minted.text().value(),
                                UserView.of(user, user.role().atMost(known.ceiling())),
                                expiresAt))
                .build();
    }

    private static String cut(@Nullable String text, String otherwise) {
        String name = text == null || text.isBlank() ? otherwise : text.strip();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
