package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.providers.ModelApi;
import dev.ratoon.controlplane.providers.ModelProvider;
import dev.ratoon.controlplane.providers.ModelProviders;
import dev.ratoon.controlplane.secrets.GivenSecret;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what is asked to the provider that is asked, and the key that its agent may use there. */
@Singleton
class Ordering {
    private final ModelProviders providers;

    Ordering(ModelProviders providers) {
        this.providers = providers;
    }

    /** The name, if it is one of a provider. */
    @Nullable String known(String name) {
        return providers.find(name).map(ModelProvider::name).orElse(null);
    }

    Order order(Asked asked, Facts agent) throws Refused {
        ModelProvider provider =
                providers.find(asked.provider()).orElseThrow(() -> unknown(asked.provider()));
        ModelApi api =
                asked.apis().stream()
                        .filter(provider.apis()::contains)
                        .sorted()
                        .findFirst()
                        .orElseThrow(() -> notSpoken(asked, provider));
        Facts.Origin origin = agent.origin();
        Optional<GivenSecret> key = providers.key(origin.owner(), origin.team(), provider.name());
        if (key.isEmpty() && provider.needsKey()) {
            throw Refused.by(
                    ModelRule.KEY,
                    "There is no key for %s. The agent's owner adds one: ratoon key add %s"
                            .formatted(provider.title(), provider.name()));
        }
        return new Order(asked, provider, api, key.map(GivenSecret::value).orElse(""));
    }

    private Refused unknown(String name) {
        String names =
                providers.all().stream().map(ModelProvider::name).collect(Collectors.joining(", "));
        return Refused.by(
                ModelRule.PROVIDER,
                "There is no model provider %s here, but %s. %s"
                        .formatted(name, names, ModelProviders.nextStep(name)));
    }

    private static Refused notSpoken(Asked asked, ModelProvider provider) {
        String word = asked.api().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Refused.by(
                ModelRule.PATHS,
                "%s is not asked that way here. Whoever operates Ratoon can add it: ratoon.providers.%s.apis=%s"
                        .formatted(provider.title(), provider.name(), word));
    }
}
