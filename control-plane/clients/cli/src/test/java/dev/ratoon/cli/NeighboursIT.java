package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other users of the machine see of a start, and have to do with it. */
class NeighboursIT {
    @TempDir Path folder;
    private Installation ratoon;

    @BeforeEach
    void aHome() {
        ratoon = new Installation(folder);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        ratoon.close();
    }

    /** What one user makes in there under a fixed name is in the way of the next one's start. */
    @Test
    @Tag("long")
    void nothingIsMadeInTheTemporaryDirectoryOfAll() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        ratoon.with("TMPDIR", shared.toString());
        ratoon.with("RATOON_JAVA_OPTS", "-Djava.io.tmpdir=" + shared);
        ratoon.up();
        ratoon.answer("status");
        try (var made = Files.list(shared)) {
            assertEquals(List.of(), made.toList());
        }
    }

    @Test
    @Tag("long")
    void theLinkThatOpensTheBrowserIsInNoListOfProcesses() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path given = folder.resolve("given");
        Path opener =
                Files.writeString(
                        bin.resolve("xdg-open"),
                        "#!/bin/sh\nprintf '%s' \"$*\" >'" + given + "'\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
        ratoon.with("PATH", bin + ":" + System.getenv("PATH")).with("DISPLAY", ":99");
        Launched up = ratoon.start("up", "--port", Integer.toString(ratoon.port()));
        String account = up.says("Ctrl-C ends it.");
        for (int i = 0; i < 400 && (!Files.exists(given) || Files.size(given) == 0); i++) {
            assertFalse(up.process().waitFor(50, TimeUnit.MILLISECONDS));
        }
        String argument = Files.readString(given);
        assertFalse(argument.contains("#code="), argument);
        Path page = Path.of(URI.create(argument));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
        String link =
                account.lines().filter(l -> l.contains("#code=")).findFirst().orElseThrow().strip();
        assertTrue(Files.readString(page).contains("url=" + link + "\""), link);
        up.kill("INT");
        up.end();
        assertFalse(Files.exists(page));
    }
}
