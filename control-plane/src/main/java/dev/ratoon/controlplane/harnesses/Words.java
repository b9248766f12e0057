package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for people, and in files. */
final class Words {
    private Words() {}

    static ModelApi api(String word) {
        return ModelApi.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static String of(ModelApi api) {
        return api.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> of(Collection<ModelApi> apis) {
        return apis.stream().map(Words::of).toList();
    }

    /** {@code one, two or three}. */
    static String or(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : words.subList(0, last).stream().collect(Collectors.joining(", "))
                        + " or "
                        + words.get(last);
    }
}
