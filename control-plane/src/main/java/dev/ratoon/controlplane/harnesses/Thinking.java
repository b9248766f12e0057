package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.providers.ModelApi;
import dev.ratoon.controlplane.providers.ModelProvider;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which model a harness thinks with, and how it asks it. Pure. */
sealed interface Thinking {
    /**
     * So it can be.
     *
     * @param model in its provider's words
     */
    record With(ModelProvider provider, String model, ModelApi api) implements Thinking {
        /** As an agent has it. */
        String fullName() {
            return provider.name() + "/" + model;
        }
    }

    /** Words for the one who asked. */
    record Refused(String why) implements Thinking {}

    Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}");

    /** Who can be asked here, and with whose key. */
    record Providers(List<ModelProvider> all, Predicate<String> hasKey) {
        /** Those whose ways of being asked this harness knows. */
        List<ModelProvider> of(Harness harness) {
            return all.stream()
                    .filter(each -> each.apis().stream().anyMatch(harness.apis()::containsKey))
                    .toList();
        }

        boolean answers(ModelProvider provider) {
            return !provider.needsKey() || hasKey.test(provider.name());
        }
    }

    /**
     * A choice.
     *
     * @param typed {@code PROVIDER/MODEL}, or a model of the provider that the harness is made for
     */
    static Thinking choose(Harness harness, @Nullable String typed, Providers providers) {
        List<String> able = providers.of(harness).stream().map(ModelProvider::name).toList();
        if (typed == null || typed.isBlank()) {
            return new Refused(
                    harness.title()
                            + " needs a model. Say which: --model PROVIDER/MODEL. It can ask "
                            + Words.or(able)
                            + ".");
        }
        int slash = typed.indexOf('/');
        String whose = slash < 0 ? harness.provider() : typed.substring(0, slash);
        String model = typed.substring(slash + 1);
        if (whose == null || !MODEL.matcher(model).matches()) {
            return new Refused(
                    "'"
                            + shortened(typed)
                            + "' names no model. One is named with its provider: PROVIDER/MODEL. "
                            + harness.title()
                            + " can ask "
                            + Words.or(able)
                            + ".");
        }
        return providers.all().stream()
                .filter(each -> each.name().equals(whose))
                .findFirst()
                .map(provider -> choose(harness, provider, model, able, providers))
                .orElseGet(() -> unknown(whose, typed, able, providers));
    }

    private static Thinking choose(
            Harness harness,
            ModelProvider provider,
            String model,
            List<String> able,
            Providers providers) {
        if (!able.contains(provider.name())) {
            return new Refused(
                    harness.title()
                            + " asks by "
                            + Words.or(Words.of(harness.apis().sequencedKeySet()))
                            + ", and "
                            + provider.title()
                            + " is not asked so. It can ask "
                            + Words.or(able)
                            + ".");
        }
        if (!providers.answers(provider)) {
            return new Refused(
                    "There is no key for "
                            + provider.title()
                            + ". Add one: ratoon key add "
                            + provider.name());
        }
        return harness.apis().sequencedKeySet().stream()
                .filter(provider.apis()::contains)
                .findFirst()
                .<Thinking>map(api -> new With(provider, model, api))
                .orElseThrow();
    }

    private static Thinking unknown(
            String whose, String typed, List<String> able, Providers providers) {
        List<String> names = providers.all().stream().map(ModelProvider::name).toList();
        return new Refused(
                "There is no model provider '"
                        + shortened(whose)
                        + "'. The nearest is '"
                        + Nearest.to(shortened(whose), names).orElse("")
                        + "'; it can ask "
                        + Words.or(able)
                        + ". A model is named with its provider: PROVIDER/"
                        + shortened(typed));
    }

    private static String shortened(String typed) {
        return typed.length() > 63 ? typed.substring(0, 63) + "…" : typed;
    }
}
