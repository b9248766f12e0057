package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Who answers model calls, by a short name. Any name is good; the known ones have a title. */
record Provider(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private static final Map<String, String> TITLES =
            Map.of(
                    "anthropic", "Anthropic",
                    "azure-openai", "Azure OpenAI",
                    "bedrock", "Amazon Bedrock",
                    "deepseek", "DeepSeek",
                    "gemini", "Google Gemini",
                    "mistral", "Mistral",
                    "openai", "OpenAI",
                    "openrouter", "OpenRouter",
                    "xai", "xAI");

    static Provider named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lower).matches()) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A provider's name has letters, digits, dots and dashes, 63 at most, such as"
                            + " openai, anthropic or my-gateway.");
        }
        return new Provider(lower);
    }

    String title() {
        return TITLES.getOrDefault(name, name);
    }
}
