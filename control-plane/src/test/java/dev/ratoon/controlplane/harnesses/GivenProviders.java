package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.providers.ModelApi;
import dev.ratoon.controlplane.providers.ModelProvider;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Model providers for tests: one that is asked in two ways, one in another, one without a key. */
final class GivenProviders {
    static final List<ModelProvider> ALL =
            List.of(
                    named("anthropic", ModelApi.MESSAGES),
                    named("openai", ModelApi.CHAT_COMPLETIONS, ModelApi.RESPONSES),
                    new ModelProvider(
                            "here",
                            "here",
                            URI.create("http://127.0.0.1:1"),
                            Set.of(ModelApi.CHAT_COMPLETIONS),
                            false));

    private GivenProviders() {}

    static ModelProvider named(String name, ModelApi... apis) {
        return new ModelProvider(
                name, name, URI.create("https://" + name + ".example"), Set.of(apis), true);
    }

    static Thinking.Providers with(String... keys) {
        return new Thinking.Providers(ALL, Set.of(keys)::contains);
    }
}
