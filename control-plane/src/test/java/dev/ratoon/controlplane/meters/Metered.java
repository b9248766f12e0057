package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.basis.RandomIds;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.log.Logs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The meters of one process. Models of the provider "priced" cost a dollar in, and ten out. */
record Metered(Meters meters, OpenTabs open) {
    static Metered on(Logs logs, Clock clock) throws IOException {
        Path prices = Files.createTempFile("prices", ".json");
        Files.writeString(
                prices,
                """
                {"prices": [{"provider": "priced", "model": "*", "input": "1", "output": "10"}]}
                """);
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(MetersConfig.class)
                        .withMapping(AgentsConfig.class)
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of("ratoon.meters.prices", prices.toString()),
                                        "the test",
                                        100))
                        .build();
        var meters = config.getConfigMapping(MetersConfig.class);
        var known = new Prices(meters);
        var store = new ReservationStore(logs.database());
        var counts = new Counts(new SimpleMeterRegistry());
        var open = new OpenTabs(store, known, logs.store(), counts, clock);
        return new Metered(
                new Meters(
                        store,
                        open,
                        known,
                        logs.store(),
                        counts,
                        config.getConfigMapping(AgentsConfig.class),
                        meters,
                        RandomIds.make(),
                        clock),
                open);
    }
}
