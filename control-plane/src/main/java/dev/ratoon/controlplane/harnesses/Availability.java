package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.providers.ModelProvider;
import java.util.List;

/** Whether somebody can start an agent with a harness. Pure. */
sealed interface Availability {
    record Available() implements Availability {}

    /**
     * Not now.
     *
     * @param next what makes it so
     */
    record Unavailable(String why, String next) implements Availability {}

    static Availability of(Harness harness, Thinking.Providers providers) {
        List<ModelProvider> able = providers.of(harness);
        if (!harness.thinks() || able.stream().anyMatch(providers::answers)) {
            return new Available();
        }
        if (able.isEmpty()) {
            return new Unavailable(
                    "No model provider is asked by "
                            + Words.or(Words.of(harness.apis().sequencedKeySet()))
                            + ".",
                    "Name one in the configuration: ratoon.providers.NAME.url");
        }
        List<String> names = able.stream().map(ModelProvider::name).toList();
        String first =
                harness.provider() != null && names.contains(harness.provider())
                        ? harness.provider()
                        : names.getFirst();
        return new Unavailable(
                "There is no key for any provider that it can ask: " + Words.or(names) + ".",
                "ratoon key add " + first);
    }
}
