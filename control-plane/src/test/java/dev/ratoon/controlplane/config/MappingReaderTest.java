package dev.ratoon.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    @ConfigMapping(prefix = "ratoon.garden")
    interface GardenConfig {
        @WithDefault("12h")
        Duration waterEvery();

        @WithName("owner")
        Optional<String> gardener();

        List<String> beds();

        Map<String, Plant> plants();

        Gate gate();

        interface Plant {
            int height();
        }

        interface Gate {
            boolean locked();
        }
    }

    private final List<ConfigKey> keys = MappingReader.read(GardenConfig.class);

    @Test
    void everyMethodIsAKeyNamedAsItIsWrittenInAFile() {
        assertEquals(
                List.of(
                        "ratoon.garden.beds",
                        "ratoon.garden.gate.locked",
                        "ratoon.garden.owner",
                        "ratoon.garden.plants.*.height",
                        "ratoon.garden.water-every"),
                keys.stream().map(ConfigKey::name).toList());
    }

    @Test
    void typeDefaultAndOriginAreRead() {
        var key = keys.getLast();
        assertEquals(Duration.class, key.type());
        assertEquals("12h", key.defaultValue());
        assertEquals("GardenConfig#waterEvery", key.declaredBy());
    }

    @Test
    void whatIsOptionalHasTheTypeInsideAndNoDefault() {
        var key = keys.get(2);
        assertEquals(String.class, key.type());
        assertNull(key.defaultValue());
    }
}
