package dev.ratoon.controlplane.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.problem.ProblemDetails;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Where the API is not a role of this process, says so instead of serving it. */
@Singleton
class ApiRole {
    /** After the gate: who runs what is told to those who are signed in. */
    private static final int AFTER_THE_GATE = 1000;

    private final Roles roles;
    private final ObjectMapper json;

    ApiRole(Roles roles, ObjectMapper json) {
        this.roles = roles;
        this.json = json;
    }

    void stand(@Observes Filters filters) {
        if (!roles.has(ControlPlaneRole.API)) {
            filters.register(this::refuse, AFTER_THE_GATE);
        }
    }

    private void refuse(RoutingContext context) {
        if (!context.normalizedPath().startsWith("/api/")) {
            context.next();
            return;
        }
        var details =
                ProblemDetails.of(
                        ProblemType.NOT_FOUND,
                        "This process does not serve the API. Its roles: "
                                + String.join(", ", roles.words())
                                + ". Ask one with the role api.");
        try {
            context.response()
                    .setStatusCode(details.status())
                    .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                    .end(json.writeValueAsString(details));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }
}
