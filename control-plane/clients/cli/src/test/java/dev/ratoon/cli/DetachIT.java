package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up --detach} with a JVM that is slow where a real one is only sometimes. */
class DetachIT {
    /** Says where it is, and its account a second later, as a JVM does on a busy machine. */
    private static final String SLOW_JAVA =
            """
            #!/bin/sh
            mkdir -p "$RATOON_HOME/run"
            printf '{"pid" : %s}\\n' "$$" >"$RATOON_HOME/run/control-plane.json"
            sleep 1
            printf 'Ready in 1.0 s at http://127.0.0.1:7070\\n\\nCtrl-C ends it.\\n'
            sleep 60
            """;

    @TempDir Path folder;

    @Test
    void itComesBackWithTheWholeAccount() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : new String[] {"java", "javac"}) {
            Path script = Files.writeString(bin.resolve(program), SLOW_JAVA);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        try (var ratoon = new Installation(folder)) {
            ratoon.with("JAVA_HOME", folder.resolve("jdk").toString());
            String account = ratoon.answer("up", "--detach");
            assertTrue(account.contains("Ready in 1.0 s"), account);
        }
    }
}
