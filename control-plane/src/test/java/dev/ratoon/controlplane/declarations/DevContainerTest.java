package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.environments.Contents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevContainerTest {
    @Test
    void itsCommandsAreTheSetupAndItsEnvironmentsAreVariables() throws Exception {
        Declaration read =
                read(
                        """
                        // As editors write it.
                        {
                          "name": "x",
                          /* all of them */
                          "postCreateCommand": "npm ci && make",
                          "onCreateCommand": ["echo", "it's", "$HOME"],
                          "containerEnv": {"TIER": "test"},
                          "remoteEnv": {"NODE_ENV": "test",},
                        }
                        """);
        assertEquals("set -e\n'echo' 'it'\\''s' '$HOME'\n( npm ci && make\n)\n", read.setup());
        assertEquals(Map.of("TIER", "test", "NODE_ENV", "test"), read.variables());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void whatIsNotDoneIsTold() throws Exception {
        Declaration read =
                read(
                        """
                        {"image": "x", "features": {"a": {}}, "initializeCommand": "rm -rf ~",
                         "forwardPorts": [1], "remoteEnv": {"PATH": "/x", "A": "${localEnv:HOME}"},
                         "postCreateCommand": {"one": "a", "two": ["b"]}}
                        """);
        assertEquals("set -e\n( a\n)\n'b'\n", read.setup());
        assertEquals(
                List.of(
                        "postCreateCommand has several commands: they run one after the other here",
                        "remoteEnv: PATH is not set here",
                        "remoteEnv: A is not set here",
                        "image is not done here: a sandbox has the programs of its machine, or in"
                                + " pods of the image that whoever operates Ratoon has chosen. Let"
                                + " the setup install what is missing, or have it put into that"
                                + " image: ratoon.pods.workspace-image",
                        "features is not done here: they are run by root while an image is built."
                                + " Let the setup install what is missing, into the home or the"
                                + " repository",
                        "initializeCommand is not done here: it would run outside the sandbox",
                        "forwardPorts is not done here"),
                read.notes());
    }

    @Test
    void whatIsNoneIsRefused() {
        for (String bad :
                List.of(
                        "",
                        "[]",
                        "{",
                        "{\"postCreateCommand\": 7}",
                        "{\"postCreateCommand\": []}",
                        "{\"postCreateCommand\": [1]}",
                        "{\"a\": 1, \"a\": 2}",
                        "{\"a\": " + "[".repeat(100) + "]".repeat(100) + "}")) {
            assertThrows(Unusable.class, () -> read(bad), bad);
        }
    }

    private static Declaration read(String text) throws Unusable {
        return DevContainer.read(text, Contents::maySet);
    }
}
