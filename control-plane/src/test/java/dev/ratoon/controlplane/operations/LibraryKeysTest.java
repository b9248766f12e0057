package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryKeysTest {
    @ParameterizedTest
    @CsvSource({
        "quarkus.otel.sdk.disabled,true",
        "quarkus.datasource.jdbc.telemetry.enabled,false",
        "quarkus.log.level,INFO",
        "quarkus.log.console.level,WARN",
        "quarkus.log.console.stderr,true",
        "quarkus.log.console.json.enabled,false",
        "quarkus.shutdown.timeout,PT10S"
    })
    void the_defaults_are(String key, String value) {
        assertEquals(value, keys(Map.of()).get(key));
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.log.file.path,/srv/ratoon/log/control-plane.log",
        "quarkus.log.file.rotation.max-file-size,10M",
        "quarkus.log.file.rotation.max-backup-index,5"
    })
    void a_home_has_a_bounded_log(String key, String value) {
        assertEquals(value, keys(Map.of("started.home", "/srv/ratoon")).get(key));
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.log.console.level,ALL",
        "quarkus.log.console.stderr,false",
        "quarkus.log.console.json.enabled,true"
    })
    void json_takes_the_standard_output(String key, String value) {
        assertEquals(value, keys(Map.of("ratoon.log.json", "true")).get(key));
    }

    @ParameterizedTest
    @CsvSource({
        "ratoon.telemetry.endpoint,http/protobuf",
        "otel.exporter.otlp.endpoint,http/protobuf"
    })
    void an_endpoint_switches_traces_on(String key, String protocol) {
        var keys = keys(Map.of(key, "http://collector:4318"));
        assertEquals("false", keys.get("quarkus.otel.sdk.disabled"));
        assertEquals("http://collector:4318", keys.get("quarkus.otel.exporter.otlp.endpoint"));
        assertEquals(protocol, keys.get("quarkus.otel.exporter.otlp.protocol"));
    }

    @Test
    void our_endpoint_comes_before_the_standard_one() {
        var keys =
                keys(
                        Map.of(
                                "ratoon.telemetry.endpoint", "http://ours:4317",
                                "ratoon.telemetry.protocol", "grpc",
                                "otel.exporter.otlp.endpoint", "http://theirs:4318",
                                "otel.exporter.otlp.protocol", "http/protobuf"));
        assertEquals("http://ours:4317", keys.get("quarkus.otel.exporter.otlp.endpoint"));
        assertEquals("grpc", keys.get("quarkus.otel.exporter.otlp.protocol"));
    }

    @Test
    void without_a_home_no_file_is_written() {
        assertNull(keys(Map.of()).get("quarkus.log.file.enabled"));
    }

    /** Through the real source, so that the mappings' names and defaults are part of the test. */
    private static Map<String, String> keys(Map<String, String> given) {
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(given, "given", 100))
                        .withSources(new LibraryKeysSource())
                        .build();
        var keys = new java.util.HashMap<String, String>();
        for (String name : config.getPropertyNames()) {
            config.getOptionalValue(name, String.class).ifPresent(v -> keys.put(name, v));
        }
        return keys;
    }
}
