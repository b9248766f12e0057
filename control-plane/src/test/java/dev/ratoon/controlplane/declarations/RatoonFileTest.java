package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.environments.AskedPushes;
import dev.ratoon.controlplane.life.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatoonFileTest {
    @Test
    void allThatAnEnvironmentSaysCanBeInIt() throws Exception {
        Declaration read =
                RatoonFile.read(
                        """
                        # What agents need.
                        setup: |
                          npm ci
                          make deps
                        minutes: 10
                        variables:
                          TIER: test
                          ON: no
                        allow: [example.org, "*.example.com"]
                        save: [.env, data/]
                        image: example.org/tools/java:21
                        size: {memory: 1024}
                        pushes: {refusedPaths: [infra/], refuseSecrets: true}
                        """);
        assertEquals("npm ci\nmake deps\n", read.setup());
        assertEquals(10, read.minutes());
        assertEquals(Map.of("TIER", "test", "ON", "no"), read.variables());
        assertEquals(List.of("example.org", "*.example.com"), read.allow());
        assertEquals(List.of(".env", "data/"), read.save());
        assertEquals("example.org/tools/java:21", read.image());
        assertEquals(new Size(1024, null, null), read.size());
        assertEquals(new AskedPushes(List.of("infra/"), true), read.pushes());
    }

    /** Else whoever writes into a repository has the provider fetch and run things. */
    @Test
    void whatItAsksOfModelsIsToldAndNotTaken() throws Exception {
        Declaration read = RatoonFile.read("allowModels: [hosted-tools, foreign-ids]");
        assertEquals(2, read.notes().size(), read::toString);
        assertTrue(
                read.notes()
                        .getFirst()
                        .endsWith("environment add NAME --allow-models hosted-tools"),
                read::toString);
        assertThrows(Unusable.class, () -> RatoonFile.read("allowModels: [all]"));
    }

    @Test
    void whatItDoesNotKnowIsNamedWithTheNearest() {
        Unusable refused = assertThrows(Unusable.class, () -> RatoonFile.read("setpu: make"));
        assertTrue(refused.getMessage().contains("The nearest is 'setup'"), refused::getMessage);
    }

    @Test
    void nothingIsMadeOfItThatIsNotWrittenThere() {
        String bomb = "a: &a [x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b]\n";
        for (String bad :
                List.of(
                        "",
                        "just text",
                        "- a\n- b\n",
                        "setup: a\nsetup: b\n",
                        "setup: [a]",
                        "setup: !!javax.script.ScriptEngineManager [x]",
                        "setup: !include /etc/passwd",
                        "setup: &x a\nminutes: *x",
                        bomb,
                        "minutes: soon",
                        "minutes: 99999999999",
                        "allow: example.org",
                        "save: .env",
                        "variables: [a]",
                        "image: [a]",
                        "size: 7",
                        "pushes: yes",
                        "pushes: {refuseSecrets: perhaps}",
                        "pushes: {refusedPaths: infra}",
                        "? {a: b}\n: c",
                        "setup: a\n---\nsetup: b\n",
                        "setup: \"",
                        "setup: \"\\UFFFFFFFF\"",
                        "setup: \"\\U00FFFFFF\"",
                        "allow: " + "[".repeat(200) + "]".repeat(200),
                        "allow: [" + "a,".repeat(3_000) + "a]")) {
            assertThrows(
                    Unusable.class,
                    () -> RatoonFile.read(bad),
                    () -> bad.substring(0, Math.min(60, bad.length())));
        }
    }
}
