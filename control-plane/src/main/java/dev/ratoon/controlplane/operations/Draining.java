package dev.ratoon.controlplane.operations;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * From the moment the end is asked for, new requests are refused and those under way go on. The
 * HTTP server itself waits for them ({@code ratoon.shutdown.grace}) and then closes.
 */
@Readiness
@Singleton
class Draining implements HealthCheck {
    private static final String REFUSAL =
            """
            {"type":"urn:ratoon:problem:busy","title":"Ratoon is ending","status":503,\
            "detail":"Ratoon is being stopped and takes no new requests. Try again when it is back."}
            """;

    private final Ending ending;

    Draining(Ending ending) {
        this.ending = ending;
    }

    /** The JVM starts its hooks first of all that happens at its end. */
    void begin(@Observes StartupEvent event) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::refuseFromNow, "draining"));
    }

    void refuseFromNow() {
        ending.begin();
        CleanLines.endingBegins();
    }

    /** Right behind the gate, which stands at the highest place. */
    void stand(@Observes Filters filters) {
        filters.register(this::pass, Integer.MAX_VALUE - 1);
    }

    private void pass(RoutingContext context) {
        if (!ending.hasBegun() || context.normalizedPath().startsWith("/health")) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(503)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Retry-After", "5")
                .putHeader("Connection", "close")
                .end(REFUSAL);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("taking requests");
        if (ending.hasBegun()) {
            response.withData("problem", "Ratoon is being stopped.");
        }
        return response.status(!ending.hasBegun()).build();
    }
}
