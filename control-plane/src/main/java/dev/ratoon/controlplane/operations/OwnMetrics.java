package dev.ratoon.controlplane.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The numbers that only we can give. Described in docs/reference/metrics.md. */
@Singleton
class OwnMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final String version;

    OwnMetrics(
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.clock = clock;
        this.version = version;
    }

    void started(@Observes StartupEvent event) {
        double seconds =
                (clock.millis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1000.0;
        Gauge.builder("ratoon.start.duration", () -> seconds)
                .baseUnit("seconds")
                .description("From the start of the process until it was started")
                .strongReference(true)
                .register(registry);
        Gauge.builder("ratoon.build", () -> 1)
                .tag("version", version)
                .description("Always 1; its label says what runs")
                .strongReference(true)
                .register(registry);
    }
}
