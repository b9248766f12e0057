package dev.ratoon.controlplane.operations;

import dev.ratoon.controlplane.operations.LibraryKeys.StandardTelemetry;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceContext.ConfigSourceContextConfigSource;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Lets the library's keys follow ours, wherever ours were set: file, environment, option. */
public final class LibraryKeysSource implements ConfigSourceFactory {
    /** Over application.properties, under whatever a test sets. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var ours =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new ConfigSourceContextConfigSource(context))
                        .withMapping(LogConfig.class)
                        .withMapping(TelemetryConfig.class)
                        .withMapping(ShutdownConfig.class)
                        .withValidateUnknown(false)
                        .build();
        var standard =
                new StandardTelemetry(
                        ours.getOptionalValue("otel.exporter.otlp.endpoint", String.class),
                        ours.getOptionalValue("otel.exporter.otlp.protocol", String.class),
                        ours.getOptionalValue("otel.exporter.otlp.headers", String.class));
        var keys =
                new LibraryKeys(
                        ours.getConfigMapping(LogConfig.class),
                        ours.getConfigMapping(TelemetryConfig.class),
                        ours.getConfigMapping(ShutdownConfig.class),
                        ours.getOptionalValue("started.home", String.class),
                        standard);
        return List.of(new PropertiesConfigSource(keys.asMap(), "what our keys mean", ORDINAL));
    }
}
