package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.providers.ModelApi;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Harnesses by configuration. */
class OwnHarnessesTest {
    private static final String MINE = "ratoon.harnesses.mine";

    @Test
    void anyCommandIsAHarness() {
        Harness mine =
                one(
                        Map.of(
                                MINE + ".command", "/opt/mine/bin/mine,acp",
                                MINE + ".environment.BASE", "{gateway}/v1",
                                MINE + ".environment.MODEL", "{model}",
                                MINE + ".api", "chat-completions",
                                MINE + ".modes.normal", "careful,default",
                                MINE + ".session-files", ".mine/sessions"));
        assertEquals(List.of("/opt/mine/bin/mine", "acp"), mine.command());
        assertEquals(Harness.Asks.ON_TRUST, mine.asks());
        assertFalse(mine.tested());
        assertEquals(List.of("careful", "default"), mine.modes().get("normal"));
        assertEquals(List.of(".mine/sessions"), mine.sessionFiles());
        ObservedEvent.HarnessTaken taken =
                Taking.of(
                        mine,
                        new Thinking.With(
                                GivenProviders.ALL.getLast(), "small", ModelApi.CHAT_COMPLETIONS),
                        "ada");
        assertEquals("http://127.0.0.1:7071/model/here/v1", taken.environment().get("BASE"));
        assertEquals("small", taken.environment().get("MODEL"));
        assertEquals("small", taken.model());
        assertFalse(taken.installs());
    }

    @Test
    void oneThatSaysNotHowItAsksAModelAsksNoneByRatoon() {
        Harness mine = one(Map.of(MINE + ".command", "mine"));
        assertFalse(mine.thinks());
        assertEquals(null, Taking.of(mine, null, "ada").model());
    }

    @Test
    void whatCannotBeStopsTheStartInWords() {
        refused(Map.of(MINE + ".api", "responses"), "has no command");
        refused(Map.of("ratoon.harnesses.codex.command", "x"), "comes with Ratoon");
        refused(Map.of("ratoon.harnesses.Mine.command", "x"), "small letters");
        refused(
                Map.of(MINE + ".command", "x", MINE + ".environment.B", "{gateway}"),
                "wants a model");
        refused(Map.of(MINE + ".command", "x", MINE + ".modes.yolo", "y"), "no mode 'yolo'");
        for (String path : List.of("/etc", "../x", "a/../../x", "~/x")) {
            refused(
                    Map.of(MINE + ".command", "x", MINE + ".session-files", path),
                    "not below its home");
        }
    }

    private static void refused(Map<String, String> settings, String words) {
        StartFailure failure = assertThrows(StartFailure.class, () -> one(settings));
        assertTrue(failure.getMessage().contains(words), failure::getMessage);
        assertFalse(failure.nextStep().isBlank());
    }

    private static Harness one(Map<String, String> settings) {
        HarnessesConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(HarnessesConfig.class)
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .addDiscoveredConverters()
                        .build()
                        .getConfigMapping(HarnessesConfig.class);
        return OwnHarnesses.of(config).getFirst();
    }
}
