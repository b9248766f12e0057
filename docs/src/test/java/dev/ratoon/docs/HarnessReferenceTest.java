package dev.ratoon.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page of harnesses, from their descriptors. */
class HarnessReferenceTest {
    private static final List<String> NAMES =
            List.of("shell", "opencode", "codex", "claude", "gemini", "qwen", "copilot");

    @Test
    void theReferenceIsWhatTheDescriptorsSay() throws IOException {
        var page = new StringBuilder();
        page.append(
                """
                # Harnesses

                Generated from the descriptors; `./mvnw verify -Dratoon.references=write` writes it.

                `ratoon harnesses` says which are ready here. "On trust": what lies in a repository can keep it from asking
                before it acts ([decision 32](../decisions/0032-harnesses-as-data.md)). One's own: `ratoon.harnesses.NAME.*` in
                [configuration](configuration.md).

                | Name | What it is | Version | Asks a model by | Modes: normal, plan, auto | Asks first | Tested | Licence |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (String name : NAMES) {
            JsonNode each = descriptor(name);
            List<String> apis = new ArrayList<>();
            each.path("apis").fieldNames().forEachRemaining(apis::add);
            page.append(
                    "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    name,
                                    each.path("title").asText(),
                                    each.path("version").asText(),
                                    String.join(", ", apis),
                                    modes(each.path("modes")),
                                    each.path("asks").asText().replace('-', ' '),
                                    each.path("tested").asBoolean() ? "yes" : "untested",
                                    licence(each.path("licence"))));
        }
        new Reference("reference/harnesses.md").mustBe(page.toString());
    }

    private static String modes(JsonNode modes) {
        List<String> words = new ArrayList<>();
        for (String mode : List.of("normal", "plan", "auto")) {
            if (modes.has(mode)) {
                words.add("`" + modes.path(mode).path(0).asText() + "`");
            }
        }
        return String.join(", ", words);
    }

    private static String licence(JsonNode licence) {
        return licence.path("name").asText()
                + (licence.path("redistributable").asBoolean()
                        ? ""
                        : "; installed by whoever uses it, not part of an image");
    }

    private static JsonNode descriptor(String name) throws IOException {
        String file = "/harnesses/" + name + "/harness.json";
        try (InputStream in = HarnessReferenceTest.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
        }
    }
}
