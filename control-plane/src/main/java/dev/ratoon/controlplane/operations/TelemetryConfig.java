package dev.ratoon.controlplane.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where traces are sent. */
@ConfigMapping(prefix = "ratoon.telemetry")
public interface TelemetryConfig {
    /**
     * The OpenTelemetry collector that gets the traces. Without it (and without the standard
     * `OTEL_EXPORTER_OTLP_ENDPOINT`) none are made.
     */
    Optional<URI> endpoint();

    /**
     * How the collector is spoken to: `http` (OTLP as protobuf over HTTP, usually port 4318) or
     * `grpc` (usually port 4317).
     */
    @WithDefault("http")
    Protocol protocol();

    /** The two forms of OTLP that collectors have switched on. */
    enum Protocol {
        HTTP,
        GRPC
    }
}
