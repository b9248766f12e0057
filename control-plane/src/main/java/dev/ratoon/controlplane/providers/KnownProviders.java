package dev.ratoon.controlplane.providers;

import static dev.ratoon.controlplane.providers.ModelApi.CHAT_COMPLETIONS;
import static dev.ratoon.controlplane.providers.ModelApi.GENERATE_CONTENT;
import static dev.ratoon.controlplane.providers.ModelApi.MESSAGES;
import static dev.ratoon.controlplane.providers.ModelApi.RESPONSES;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** The providers that need no configuration. */
final class KnownProviders {
    static final List<ModelProvider> ALL =
            List.of(
                    provider("anthropic", "https://api.anthropic.com", MESSAGES),
                    provider("deepseek", "https://api.deepseek.com", CHAT_COMPLETIONS),
                    provider(
                            "gemini",
                            "https://generativelanguage.googleapis.com",
                            GENERATE_CONTENT),
                    provider("mistral", "https://api.mistral.ai", CHAT_COMPLETIONS),
                    provider("openai", "https://api.openai.com", CHAT_COMPLETIONS, RESPONSES),
                    provider(
                            "openrouter",
                            "https://openrouter.ai/api",
                            CHAT_COMPLETIONS,
                            RESPONSES),
                    provider("xai", "https://api.x.ai", CHAT_COMPLETIONS, RESPONSES));

    private KnownProviders() {}

    private static ModelProvider provider(String name, String url, ModelApi... apis) {
        return new ModelProvider(
                name, new Provider(name).title(), URI.create(url), Set.of(apis), true);
    }
}
