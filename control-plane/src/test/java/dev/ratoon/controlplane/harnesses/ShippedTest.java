package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The descriptors and lockfiles that Ratoon ships. */
class ShippedTest {
    private static final Set<String> MODES = Set.of("normal", "plan", "auto");
    private static final Set<String> MODES_AND_ANSWER = Set.of("normal", "plan", "auto", "answer");

    @Test
    void eachIsReadAndSaysAllThatAnAgentNeeds() {
        assertEquals(
                List.of("shell", "opencode", "codex", "claude", "gemini", "qwen", "copilot"),
                Shipped.all().stream().map(Harness::name).toList());
        for (Harness each : Shipped.all()) {
            assertEquals(64, each.digest().length(), each.name());
            if (each.origin() == Harness.Origin.BUILT_IN) {
                assertEquals("shell", each.name());
                assertFalse(each.thinks());
                continue;
            }
            assertTrue(each.thinks(), each.name());
            assertTrue(each.modes().keySet().containsAll(MODES), each.name());
            assertTrue(MODES_AND_ANSWER.containsAll(each.modes().keySet()), each.name());
            assertFalse(each.sessionFiles().isEmpty(), each.name());
            assertTrue(
                    each.command().getFirst().startsWith("/opt/ratoon/"),
                    "nothing of the machine's: " + each.name());
            assertTrue(
                    each.environment().values().stream().anyMatch(v -> filled(v)),
                    "it asks the gateway: " + each.name());
        }
    }

    @Test
    void whatARepositoryCanSilenceIsOnTrustAndWhatIsNotTestedIsCalledSo() {
        for (Harness each : Shipped.all()) {
            boolean kept = Set.of("shell", "opencode").contains(each.name());
            assertEquals(kept, each.asks() == Harness.Asks.SUPERVISED, each.name());
            boolean tested = kept || each.name().equals("codex");
            assertEquals(tested, each.tested(), each.name());
        }
        JsonNode noProject = named("opencode").environment().get("OPENCODE_DISABLE_PROJECT_CONFIG");
        assertNotNull(noProject, "else its repository configures it");
        assertEquals("1", noProject.asText());
        JsonNode pure = named("opencode").environment().get("OPENCODE_PURE");
        assertNotNull(pure, "else what a setup script lays into its home is a plugin");
        assertEquals("1", pure.asText());
    }

    @Test
    void whoReadsNoAgentsFileIsToBeReadIt() {
        for (Harness each : Shipped.all()) {
            boolean has = !Set.of("claude", "gemini", "qwen").contains(each.name());
            assertEquals(has, each.capabilities().readsAgentsFile(), each.name());
        }
    }

    @Test
    void whoHasAModeWithoutToolsForQuestionsHasNoneInIt() {
        Harness opencode = named("opencode");
        assertEquals(List.of("ratoon-answer"), opencode.modes().get("answer"));
        JsonNode config = opencode.environment().get("OPENCODE_CONFIG_CONTENT");
        assertNotNull(config);
        JsonNode rules = config.at("/agent/ratoon-answer/permission");
        assertEquals("{\"*\":\"deny\"}", rules.toString());
    }

    @Test
    void whatMayNotBePassedOnIsSaid() {
        assertFalse(named("claude").licence().redistributable());
        assertFalse(named("copilot").licence().redistributable());
        assertTrue(named("opencode").licence().redistributable());
    }

    @Test
    void eachPackageIsPinnedByItsDigestAndNamesNoRegistryButThePublicOne() throws IOException {
        List<String> names = new ArrayList<>(Shipped.NAMES);
        names.remove("shell");
        names.add("node");
        for (String name : names) {
            JsonNode lock = resource(name, "package-lock.json");
            assertEquals(3, lock.path("lockfileVersion").asInt(), name);
            var packages = lock.path("packages").properties();
            assertTrue(packages.size() > 1, name);
            for (var each : packages) {
                if (each.getKey().isEmpty()) {
                    continue;
                }
                String what = name + " " + each.getKey();
                assertTrue(each.getValue().path("integrity").asText().startsWith("sha512-"), what);
                assertTrue(
                        each.getValue()
                                .path("resolved")
                                .asText()
                                .startsWith("https://registry.npmjs.org/"),
                        what);
            }
            JsonNode wanted = resource(name, "package.json");
            for (String kind : List.of("dependencies", "optionalDependencies")) {
                for (var each : wanted.path(kind).properties()) {
                    String version = each.getValue().asText();
                    assertTrue(version.matches("\\d+\\.\\d+\\.\\d+"), name + " " + each);
                    assertEquals(
                            version,
                            lock.path("packages")
                                    .path("node_modules/" + each.getKey())
                                    .path("version")
                                    .asText(),
                            each.getKey());
                    if (!name.equals("node")) {
                        assertEquals(named(name).version(), version, name);
                    }
                }
            }
        }
        assertNull(Shipped.class.getResource("/harnesses/shell/package-lock.json"));
    }

    private static boolean filled(JsonNode value) {
        return value.toString().contains("{gateway}") || value.toString().contains("{base}");
    }

    private static Harness named(String name) {
        return Shipped.all().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
    }

    private static JsonNode resource(String name, String file) throws IOException {
        try (InputStream in =
                Shipped.class.getResourceAsStream("/harnesses/" + name + "/" + file)) {
            assertNotNull(in, name + "/" + file);
            return Shipped.JSON.readTree(in);
        }
    }
}
