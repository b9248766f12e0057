package dev.ratoon.controlplane.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.problem.ProblemDetails;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** What the gate itself writes: headers on every answer, and its refusals. */
@Singleton
class Answers {
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self';"
                    + " worker-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ObjectMapper json;

    /** Those that are about to be closed. */
    private final Set<HttpConnection> over =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    Answers(ObjectMapper json) {
        this.json = json;
    }

    static void protect(HttpServerResponse response, Head head) {
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (!head.normalizedPath().startsWith("/assets/")
                && !head.normalizedPath().equals("/sw.js")) {
            response.putHeader("Cache-Control", "no-store");
        }
        // The rule would hold for every port of the name, and not all that runs on localhost has
        // TLS.
        if (head.scheme().equals("https") && !Hosts.isLoopback(head.header("Host"))) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /**
     * Nothing else is heard on this connection. A proxy in front of us may have gone by a length
     * that stood beside the chunks (the library drops it), and would take what is hidden in one
     * body for ours.
     */
    void isTheLast(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        over.add(connection);
        context.response().putHeader("Connection", "close");
        context.addEndHandler(_ -> hangUp(context));
    }

    boolean isOver(HttpConnection connection) {
        return over.contains(connection);
    }

    void refuse(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(refusal.type().status())
                .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE);
        if (refusal.type().status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"ratoon\"");
        }
        if (!hasBody(context.request())) {
            response.end(text(refusal));
            return;
        }
        // Nobody reads the body of who is refused, and there may be no end of it.
        response.putHeader("Connection", "close");
        response.end(text(refusal)).onComplete(_ -> hangUp(context));
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null
                || (length != null && !length.equals("0"));
    }

    /** The header alone does not: what still comes goes by for a moment, so that we are heard. */
    private static void hangUp(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        context.vertx().setTimer(LINGER.toMillis(), _ -> connection.close());
        request.endHandler(_ -> connection.close());
        request.resume();
    }

    private String text(Refusal refusal) {
        try {
            return json.writeValueAsString(ProblemDetails.of(refusal.type(), refusal.detail()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }
}
