package dev.ratoon.controlplane.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The operator's file as configuration: over our defaults, under the environment. */
public final class OperatorSource implements ConfigSource {
    private static volatile Map<String, String> values = Map.of();

    static void use(List<Setting> settings) {
        values =
                settings.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Setting::key, Setting::value, (first, last) -> last));
    }

    @Override
    public int getOrdinal() {
        return 275;
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        return values.get(key);
    }

    @Override
    public String getName() {
        return "ratoon.properties";
    }
}
