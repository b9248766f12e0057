package dev.ratoon.controlplane.operations;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without its database a control plane answers nobody: it is not ready, but need not be killed. */
@Readiness
@Singleton
class DatabaseReadiness implements HealthCheck {
    private final DatabaseProbe probe;

    DatabaseReadiness(DatabaseProbe probe) {
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database");
        var trouble = probe.trouble();
        trouble.ifPresent(words -> response.withData("problem", words));
        return response.status(trouble.isEmpty()).build();
    }
}
