package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.providers.ModelApi;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Which model a harness thinks with. */
class ThinkingTest {
    @Test
    void aModelIsNamedWithItsProviderUpToTheFirstSlash() {
        Thinking.With with = with("opencode", "openai/a/b:c", "openai");
        assertEquals("openai", with.provider().name());
        assertEquals("a/b:c", with.model());
        assertEquals("openai/a/b:c", with.fullName());
        assertEquals(ModelApi.CHAT_COMPLETIONS, with.api(), "the first that both know");
        assertEquals(ModelApi.RESPONSES, with("codex", "openai/x", "openai").api());
        assertEquals(ModelApi.MESSAGES, with("opencode", "anthropic/x", "anthropic").api());
    }

    @Test
    void withoutAProviderItIsTheOneThatTheHarnessIsMadeFor() {
        assertEquals("openai/x", with("codex", "x", "openai").fullName());
    }

    @Test
    void aProviderThatNeedsNoKeyIsAskedWithoutOne() {
        assertEquals("here/x", with("opencode", "here/x").fullName());
    }

    @Test
    void whatCannotBeIsRefusedWithWhatThereIs() {
        says("opencode", null, "--model PROVIDER/MODEL", "anthropic, openai or here");
        says("codex", "anthropic/x", "asks by responses", "It can ask openai.");
        says("codex", "openai/x", "ratoon key add openai");
        says("opencode", "openia/x", "The nearest is 'openai'", "anthropic, openai or here");
        says("opencode", "openai/", "names no model");
        says("opencode", "openai/\"},\"x\":{\"", "names no model");
        says("opencode", "openai/" + "x".repeat(201), "names no model");
    }

    @Test
    void oneWithoutAKeyIsUnavailableAndTheCommandThatHelpsIsSaid() {
        Thinking.Providers none = new Thinking.Providers(GivenProviders.ALL.subList(0, 2), n -> false);
        var not =
                assertInstanceOf(
                        Availability.Unavailable.class, Availability.of(named("codex"), none));
        assertEquals("ratoon key add openai", not.next());
        assertInstanceOf(Availability.Available.class, Availability.of(named("shell"), none));
        assertInstanceOf(
                Availability.Available.class,
                Availability.of(named("opencode"), GivenProviders.with()),
                "one that needs no key is enough");
        var claude =
                assertInstanceOf(
                        Availability.Unavailable.class,
                        Availability.of(named("claude"), GivenProviders.with("openai")));
        assertEquals("ratoon key add anthropic", claude.next());
        var gemini =
                assertInstanceOf(
                        Availability.Unavailable.class,
                        Availability.of(named("gemini"), GivenProviders.with("openai")));
        assertTrue(gemini.next().contains("ratoon.providers"), gemini::next);
    }

    private static void says(String harness, @Nullable String typed, String... words) {
        var refused =
                assertInstanceOf(
                        Thinking.Refused.class,
                        Thinking.choose(named(harness), typed, GivenProviders.with()));
        for (String each : words) {
            assertTrue(refused.why().contains(each), refused::why);
        }
    }

    private static Thinking.With with(String harness, String typed, String... keys) {
        return assertInstanceOf(
                Thinking.With.class,
                Thinking.choose(named(harness), typed, GivenProviders.with(keys)));
    }

    private static Harness named(String name) {
        return Shipped.all().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
    }
}
