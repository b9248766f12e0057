package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
                          "image": "example.org/tools/java:21",
                          /* all of them */
                          "postCreateCommand": "npm ci && make",
                          "onCreateCommand": ["echo", "it's", "$HOME"],
                          "containerEnv": {"TIER": "test"},
                          "remoteEnv": {"NODE_ENV": "test",},
                        }
                        """);
        assertEquals("set -e\n'echo' 'it'\\''s' '$HOME'\n( npm ci && make\n)\n", read.setup());
        assertEquals(Map.of("TIER", "test", "NODE_ENV", "test"), read.variables());
        assertEquals("example.org/tools/java:21", read.image());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void whatIsNotDoneIsTold() throws Exception {
        Declaration read =
                read(
                        """
                        {"features": {"a": {}}, "initializeCommand": "rm -rf ~",
                         "runArgs": ["--privileged"], "remoteUser": "root", "overrideCommand": false,
                         "forwardPorts": [1], "remoteEnv": {"PATH": "/x", "A": "${localEnv:HOME}"},
                         "postCreateCommand": {"one": "a", "two": ["b"]}}
                        """);
        assertEquals("set -e\n( a\n)\n'b'\n", read.setup());
        assertEquals(
                List.of(
                        "postCreateCommand has several commands: they run one after the other here",
                        "remoteEnv: PATH is not set here",
                        "remoteEnv: A is not set here",
                        "features is not done here: they are run by root while an image is built."
                                + " Let the setup install what is missing, into the home or the"
                                + " repository",
                        "initializeCommand is not done here: it would run outside the sandbox",
                        "runArgs is not done here",
                        "remoteUser is not done here",
                        "overrideCommand is not done here",
                        "forwardPorts is not done here"),
                read.notes());
    }

    @Test
    void itsImageIsAsItIsWrittenWhateverItIs() throws Exception {
        assertEquals("${localEnv:X}", read("{\"image\": \"${localEnv:X}\"}").image());
        assertEquals("7", read("{\"image\": 7}").image());
        assertNull(read("{\"image\": null}").image());
        assertNull(read("{}").image());
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
