package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.ObservedEvent.EnvironmentTaken;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an image that a repository names. */
class DeclaredTest {
    private static final String OURS = ".ratoon/environment.yaml";
    private static final String THEIRS = ".devcontainer.json";
    private static final AllowedImages TOOLS =
            new AllowedImages(true, List.of("example.org/tools/*"));
    private static final AllowedImages LOCAL = AllowedImages.NONE;

    @Test
    void oneThatTheOperatorAllowsIsTakenWithoutANote() throws Exception {
        for (EnvironmentTaken taken :
                List.of(
                        taken(OURS, "image: example.org/tools/java:21", TOOLS),
                        taken(THEIRS, "{\"image\": \"example.org/tools/java:21\"}", TOOLS))) {
            assertEquals("example.org/tools/java:21", taken.image());
            assertEquals(List.of(), taken.notes());
        }
    }

    @Test
    void anyOtherIsToldAndTheRestIsTaken() throws Exception {
        for (EnvironmentTaken taken :
                List.of(
                        taken(OURS, "image: example.org/x:1\nvariables: {A: b}", TOOLS),
                        taken(OURS, "image: \"\\e[2J\"\nvariables: {A: b}", TOOLS),
                        taken(OURS, "image: example.org/tools/java:21\nvariables: {A: b}", LOCAL),
                        taken(THEIRS, "{\"image\": 7, \"remoteEnv\": {\"A\": \"b\"}}", TOOLS),
                        taken(
                                THEIRS,
                                "{\"image\": \"example.org/tools/x:${localEnv:A}\","
                                        + " \"remoteEnv\": {\"A\": \"b\"}}",
                                TOOLS))) {
            assertNull(taken.image());
            assertEquals(1, taken.notes().size(), taken::toString);
            String note = taken.notes().getFirst();
            assertTrue(note.startsWith("image is not done here: "), note);
            assertTrue(note.chars().noneMatch(Character::isISOControl), note);
            assertEquals("b", taken.variables().get("A"));
        }
    }

    @Test
    void nothingElseOfADevcontainerReachesAPod() throws Exception {
        EnvironmentTaken taken =
                taken(
                        THEIRS,
                        """
                        {"image": "example.org/tools/java:21", "runArgs": ["--privileged"],
                         "containerUser": "root", "mounts": ["source=/,target=/host,type=bind"],
                         "build": {"dockerfile": "Dockerfile"}, "features": {"a": {}},
                         "hostRequirements": {"memory": "64gb"}}
                        """,
                        TOOLS);
        assertEquals("example.org/tools/java:21", taken.image());
        assertNull(taken.size());
        assertEquals("", taken.setup());
        assertEquals(6, taken.notes().size(), taken::toString);
    }

    @Test
    void whatIsNoTextIsNoImageOfOurs() {
        assertThrows(Unusable.class, () -> taken(OURS, "image: {name: x}", TOOLS));
    }

    private static EnvironmentTaken taken(String path, String text, AllowedImages images)
            throws Unusable {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(AgentsConfig.class)
                        .build()
                        .getConfigMapping(AgentsConfig.class);
        return Declared.taken(path, "c0ffee", text, config, images);
    }
}
