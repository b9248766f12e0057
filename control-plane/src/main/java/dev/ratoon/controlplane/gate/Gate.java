package dev.ratoon.controlplane.gate;

import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.login.Current;
import dev.ratoon.controlplane.login.SessionCookie;
import dev.ratoon.controlplane.login.SignIn;
import dev.ratoon.controlplane.login.SignedIn;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * In front of every route. Its rules run on the event loop; who somebody is is asked on a virtual
 * thread while the request stands still.
 */
@Singleton
class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final Refusal UNKNOWN =
            new Refusal(ProblemType.UNAUTHENTICATED, "Sign in first: ratoon login");

    private final Rules rules;
    private final SignIn signIn;
    private final Answers answers;

    Gate(
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.host") String listening,
            @ConfigProperty(name = "started.url") Optional<URI> told,
            SignIn signIn,
            Answers answers) {
        Set<String> names = new HashSet<>();
        names.add(listening.toLowerCase(Locale.ROOT));
        // Who listens on every address is told of under the machine's name.
        told.ifPresent(url -> names.add(url.getHost().toLowerCase(Locale.ROOT)));
        config.allowedHosts()
                .ifPresent(hosts -> hosts.forEach(h -> names.add(h.toLowerCase(Locale.ROOT))));
        this.rules = new Rules(new Hosts(Set.copyOf(names)), config.largestBody());
        this.signIn = signIn;
        this.answers = answers;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::pass, Integer.MAX_VALUE);
    }

    private void pass(RoutingContext context) {
        if (answers.isOver(context.request().connection())) {
            // Two readers could see the end of the request before in different places.
            return;
        }
        Head head = head(context);
        Answers.protect(context.response(), head);
        if (head.header("Transfer-Encoding") != null) {
            answers.isTheLast(context);
        }
        Optional<Refusal> refusal = rules.refusal(head);
        if (refusal.isPresent()) {
            answers.refuse(context, refusal.get());
        } else if (rules.isPublic(head)) {
            context.next();
        } else {
            Cookie cookie = context.request().getCookie(SessionCookie.NAME);
            var credential =
                    Credential.in(
                            head,
                            cookie == null ? null : cookie.getValue(),
                            ticketIn(context.request()));
            credential.ifPresentOrElse(
                    found -> ask(context, head, found), () -> answers.refuse(context, UNKNOWN));
        }
    }

    private void ask(RoutingContext context, Head head, Credential credential) {
        Context here = Vertx.currentContext();
        context.request().pause();
        Thread.startVirtualThread(
                () -> {
                    @Nullable SignedIn signedIn = null;
                    Refusal refusal = UNKNOWN;
                    try {
                        signedIn = known(credential, head).orElse(null);
                    } catch (RuntimeException e) {
                        LOG.error("Nobody can be recognised", e);
                        refusal =
                                new Refusal(
                                        ProblemType.BUSY,
                                        "Ratoon cannot tell who you are right now. Try again.");
                    }
                    answer(here, context, head, signedIn, refusal);
                });
    }

    private void answer(
            Context here,
            RoutingContext context,
            Head head,
            @Nullable SignedIn signedIn,
            Refusal otherwise) {
        here.runOnContext(
                _ -> {
                    context.request().resume();
                    Optional<Refusal> refusal =
                            signedIn == null ? Optional.of(otherwise) : denied(signedIn, head);
                    if (refusal.isPresent()) {
                        answers.refuse(context, refusal.get());
                    } else if (signedIn != null) {
                        Current.is(signedIn, context);
                        context.next();
                    }
                });
    }

    private Optional<SignedIn> known(Credential credential, Head head) {
        return switch (credential) {
            case Credential.Bearer(String token) -> signIn.byToken(token);
            case Credential.Browser(String cookie, String proof) -> signIn.bySession(cookie, proof);
            case Credential.Ticket(String ticket) -> signIn.byTicket(ticket, head.normalizedPath());
        };
    }

    /** What no resource of ours serves, and so asks the authorisation function here. */
    private static Optional<Refusal> denied(SignedIn signedIn, Head head) {
        Verb verb =
                switch (head.normalizedPath()) {
                    case "/metrics" -> Verb.READ_METRICS;
                    case "/api/openapi" -> Verb.READ_API_DESCRIPTION;
                    default -> null;
                };
        if (verb == null) {
            return Optional.empty();
        }
        return switch (Authority.decide(signedIn.actor(), Resource.installation(), verb)) {
            case Decision.Allowed _ -> Optional.empty();
            case Decision.Denied(String reason) ->
                    Optional.of(new Refusal(ProblemType.FORBIDDEN, reason));
        };
    }

    private static Head head(RoutingContext context) {
        HttpServerRequest request = context.request();
        var headers = new HashMap<String, String>();
        for (var header : request.headers()) {
            // Two of one name: both, so that no check sees one and a later reader the other.
            headers.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), Gate::both);
        }
        var authority = request.authority();
        if (authority != null) {
            headers.putIfAbsent("host", authority.toString());
        }
        var local = request.localAddress();
        return new Head(
                request.method().name(),
                String.valueOf(request.scheme()),
                sent(request.uri()),
                context.normalizedPath(),
                local == null ? null : local.hostAddress(),
                headers);
    }

    /** All before the query: a target that names another host than ours does so here. */
    private static String sent(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String both(String first, String second) {
        return first + ", " + second;
    }

    private static @Nullable String ticketIn(HttpServerRequest request) {
        String query = request.query();
        return query != null && query.startsWith("ticket=") && query.indexOf('&') < 0
                ? query.substring("ticket=".length())
                : null;
    }
}
