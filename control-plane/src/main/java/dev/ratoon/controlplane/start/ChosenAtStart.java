package dev.ratoon.controlplane.start;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What the start decided (addresses, the embedded database and its password), as configuration. Not
 * system properties: those any tool of the same user prints.
 */
public final class ChosenAtStart implements ConfigSource {
    private static final Map<String, String> CHOSEN = new ConcurrentHashMap<>();

    static void choose(String key, String value) {
        CHOSEN.put(key, value);
    }

    @Override
    public int getOrdinal() {
        return 450;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.copyOf(CHOSEN.keySet());
    }

    @Override
    public @Nullable String getValue(String key) {
        return CHOSEN.get(key);
    }

    @Override
    public String getName() {
        return "chosen at start";
    }
}
