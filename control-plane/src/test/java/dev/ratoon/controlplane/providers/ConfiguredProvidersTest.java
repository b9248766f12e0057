package dev.ratoon.controlplane.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredProvidersTest {
    private static Map<String, ModelProvider> with(Map<String, String> set) {
        return ConfiguredProviders.of(
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(ProvidersConfig.class)
                        .withSources(new PropertiesConfigSource(set, "the test", 100))
                        .build()
                        .getConfigMapping(ProvidersConfig.class));
    }

    @Test
    void knownOnesNeedNoConfiguration() {
        ModelProvider openai = with(Map.of()).get("openai");
        assertEquals(URI.create("https://api.openai.com"), openai.url());
        assertEquals(Set.of(ModelApi.CHAT_COMPLETIONS, ModelApi.RESPONSES), openai.apis());
        assertTrue(openai.needsKey());
        assertTrue(
                with(Map.of()).values().stream()
                        .allMatch(p -> p.url().getScheme().equals("https")));
    }

    @Test
    void oneOfTheOperatorsOwnIsAdded() {
        ModelProvider own =
                with(Map.of(
                                "ratoon.providers.ollama.url", "http://127.0.0.1:11434/",
                                "ratoon.providers.ollama.needs-key", "false"))
                        .get("ollama");
        assertEquals(URI.create("http://127.0.0.1:11434"), own.url());
        assertEquals(Set.of(ModelApi.CHAT_COMPLETIONS), own.apis());
        assertFalse(own.needsKey());
    }

    @Test
    void aKnownOneCanBeElsewhere() {
        ModelProvider openai =
                with(Map.of("ratoon.providers.openai.url", "https://10.0.0.7:8443/gateway"))
                        .get("openai");
        assertEquals(URI.create("https://10.0.0.7:8443/gateway"), openai.url());
        assertEquals(Set.of(ModelApi.CHAT_COMPLETIONS, ModelApi.RESPONSES), openai.apis());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example.com",
                "http://10.0.0.7",
                "http://127.0.0.1.example.com",
                "https://user:secret@models.example.com",
                "https://models.example.com/?x=1",
                "https://models.example.com/a/../b",
                "ftp://models.example.com",
                "models.example.com"
            })
    void anAddressThatGivesKeysAwayStopsTheStart(String url) {
        var failure =
                assertThrows(
                        StartFailure.class, () -> with(Map.of("ratoon.providers.own.url", url)));
        assertTrue(failure.getMessage().contains("ratoon.providers.own.url"));
    }

    @Test
    void oneWithoutAnAddressStopsTheStart() {
        assertThrows(
                StartFailure.class, () -> with(Map.of("ratoon.providers.own.needs-key", "false")));
        assertThrows(
                StartFailure.class,
                () -> with(Map.of("ratoon.providers.Own.url", "https://x.example")));
    }

    @Test
    void whatBringsOneThatIsNotThereIsSaidAndOfTheDemosThatItIsOfTheDemo() {
        assertEquals(
                "That one is there while Ratoon runs by ./ratoon up --demo",
                ModelProviders.nextStep("demo"));
        assertEquals(
                "Whoever operates Ratoon can add it: ratoon.providers.mine.url",
                ModelProviders.nextStep("mine"));
    }
}
