package dev.ratoon.controlplane.operations;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses as a gate does: before any route was looked for. */
@Singleton
class RefusedBeforeRoutes {
    void stand(@Observes Filters filters) {
        filters.register(RefusedBeforeRoutes::pass, 1000);
    }

    private static void pass(RoutingContext context) {
        if (context.request().path().startsWith("/refused-before-routes/")) {
            context.response().setStatusCode(401).end();
        } else {
            context.next();
        }
    }
}
