package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.config.ConfigKey;
import dev.ratoon.controlplane.config.ConfigKeys;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final Javadocs DESCRIPTIONS = Javadocs.ofMappings();

    @Test
    void everyMappingIsKnownToTheCheckAtStart() {
        var mappings = new TreeSet<String>();
        Ours.CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .forEach(type -> mappings.add(type.getName()));
        var known = new TreeSet<String>();
        ConfigKeys.MAPPINGS.forEach(type -> known.add(type.getName()));
        assertEquals(mappings, known, "add it to ConfigKeys.MAPPINGS");
    }

    @Test
    void everyKeyIsDescribed() {
        assertEquals(
                List.of(),
                ConfigKeys.all().stream()
                        .filter(key -> DESCRIPTIONS.of(key.declaredBy()).isEmpty())
                        .map(ConfigKey::declaredBy)
                        .toList(),
                "write a comment at the method");
    }

    @Test
    void theConfigurationReferenceIsWhatTheCodeSays() {
        var page = new StringBuilder();
        page.append(
                """
                # Configuration

                Generated from the code; `./mvnw verify -Dratoon.references=write` writes it.

                Every key can be set in `ratoon.properties` in the home, over that by its environment variable, and
                over that by `-D` for the JVM. What `./ratoon up` is given on its command line wins. A key that is
                not here stops the start.

                | Key and variable | Value | Default | What it is for |
                | --- | --- | --- | --- |
                """);
        for (ConfigKey key : ConfigKeys.all()) {
            page.append(
                    "| `%s`<br>`%s` | %s | %s | %s |\n"
                            .formatted(
                                    key.name(),
                                    key.variable(),
                                    key.expected(),
                                    key.defaultValue() == null
                                            ? ""
                                            : "`" + key.defaultValue() + "`",
                                    DESCRIPTIONS
                                            .of(key.declaredBy())
                                            .orElse("")
                                            .replace("|", "\\|")));
        }
        new Reference("reference/configuration.md").mustBe(page.toString());
    }

    @Test
    void theProblemCatalogueIsWhatTheCodeSays() {
        var page = new StringBuilder();
        page.append(
                """
                # Problems

                Generated from the code; `./mvnw verify -Dratoon.references=write` writes it.

                The API answers every failure as `application/problem+json` (RFC 9457). Its `detail` says what
                happened, to what, and what to do next.

                | Type | Status | Title | To blame |
                | --- | --- | --- | --- |
                """);
        for (ProblemType type : ProblemType.values()) {
            page.append(
                    "| `urn:ratoon:problem:%s` | %d | %s | %s |\n"
                            .formatted(
                                    type.slug(),
                                    type.status(),
                                    type.title(),
                                    type.blame().name().toLowerCase(java.util.Locale.ROOT)));
        }
        new Reference("reference/problems.md").mustBe(page.toString());
    }
}
