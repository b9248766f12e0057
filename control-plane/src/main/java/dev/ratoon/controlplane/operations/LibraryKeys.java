package dev.ratoon.controlplane.operations;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From our keys to the library's. Pure: the whole of what logging and telemetry are told. */
record LibraryKeys(
        LogConfig log,
        TelemetryConfig telemetry,
        ShutdownConfig shutdown,
        Optional<String> home,
        StandardTelemetry standard) {
    Map<String, String> asMap() {
        var keys = new HashMap<String, String>();
        console(keys);
        file(keys);
        traces(keys);
        keys.put("quarkus.log.level", log.level().name());
        keys.put("quarkus.shutdown.timeout", shutdown.grace().toString());
        return Map.copyOf(keys);
    }

    /**
     * A person sees warnings, beside the account on the standard output. A container's log has
     * everything, and its standard output is JSON only.
     */
    private void console(Map<String, String> keys) {
        keys.put("quarkus.log.console.json.enabled", Boolean.toString(log.json()));
        keys.put("quarkus.log.console.level", log.json() ? "ALL" : "WARN");
        keys.put("quarkus.log.console.stderr", Boolean.toString(!log.json()));
    }

    /** Without a home (a test) there is no file. */
    private void file(Map<String, String> keys) {
        home.ifPresent(
                path -> {
                    keys.put("quarkus.log.file.enabled", "true");
                    keys.put("quarkus.log.file.path", path + "/log/control-plane.log");
                    keys.put("quarkus.log.file.rotation.max-file-size", log.fileSize());
                    keys.put(
                            "quarkus.log.file.rotation.max-backup-index",
                            Integer.toString(log.filesKept()));
                });
    }

    private void traces(Map<String, String> keys) {
        Optional<String> endpoint =
                telemetry.endpoint().map(Object::toString).or(standard::endpoint);
        keys.put("quarkus.otel.sdk.disabled", Boolean.toString(endpoint.isEmpty()));
        keys.put(
                "quarkus.datasource.jdbc.telemetry.enabled",
                Boolean.toString(endpoint.isPresent()));
        endpoint.ifPresent(
                url -> {
                    keys.put("quarkus.otel.exporter.otlp.endpoint", url);
                    keys.put("quarkus.otel.exporter.otlp.protocol", protocol());
                });
        standard.headers().ifPresent(h -> keys.put("quarkus.otel.exporter.otlp.headers", h));
    }

    private String protocol() {
        if (telemetry.endpoint().isEmpty() && standard.protocol().isPresent()) {
            return standard.protocol().get();
        }
        return switch (telemetry.protocol()) {
            case HTTP -> "http/protobuf";
            case GRPC -> "grpc";
        };
    }

    /** What OpenTelemetry's own environment variables say. */
    record StandardTelemetry(
            Optional<String> endpoint, Optional<String> protocol, Optional<String> headers) {}
}
