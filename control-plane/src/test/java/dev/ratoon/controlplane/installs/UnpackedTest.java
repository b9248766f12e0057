package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of a throw-away sandbox is not believed. */
class UnpackedTest {
    @TempDir Path home;

    private Unpacked unpacked() throws Exception {
        Path folder = Files.createDirectories(home.resolve("fresh/node_modules/a"));
        Files.writeString(folder.resolve("file"), "text");
        return new Unpacked(home.resolve("fresh"));
    }

    private void refused(Unpacked unpacked, String word) {
        var trouble = assertThrows(InstallTrouble.class, unpacked::check);
        assertTrue(trouble.what().contains(word), trouble.what());
    }

    @Test
    void aLinkIsRefusedWhereverItLeads() throws Exception {
        var unpacked = unpacked();
        Files.createSymbolicLink(home.resolve("fresh/node_modules/a/link"), Path.of("file"));

        refused(unpacked, "a link");
    }

    @Test
    void aSecondNameOfAFileIsRefused() throws Exception {
        var unpacked = unpacked();
        Path outside = Files.writeString(home.resolve("outside"), "text");
        Files.createLink(home.resolve("fresh/node_modules/a/name"), outside);

        refused(unpacked, "second name");
    }

    @Test
    void specialRightsAreRefused() throws Exception {
        var unpacked = unpacked();
        Files.setAttribute(home.resolve("fresh/node_modules/a/file"), "unix:mode", 04755);

        refused(unpacked, "special rights");
    }

    @Test
    void aPipeIsRefused() throws Exception {
        var unpacked = unpacked();
        new ProcessBuilder("mkfifo", home.resolve("fresh/pipe").toString()).start().waitFor();

        refused(unpacked, "a device or a pipe");
    }

    @Test
    void whatIsSealedCannotBeChangedAndItsProgramsRun() throws Exception {
        var unpacked = unpacked();
        var program =
                new LockedPackage(
                        "node_modules/a",
                        "a",
                        "1.0.0",
                        "a",
                        new Integrity("00"),
                        false,
                        new LockedPackage.Fits(List.of(), List.of(), List.of()),
                        List.of("file"));
        Files.writeString(home.resolve("fresh/node_modules/a/data"), "text");

        unpacked.check();
        unpacked.seal(List.of(program));

        assertEquals("r-xr-xr-x", mode("fresh"));
        assertEquals("r-xr-xr-x", mode("fresh/node_modules/a/file"));
        assertEquals("r--r--r--", mode("fresh/node_modules/a/data"));
        unpacked.remove();
        assertFalse(Files.exists(home.resolve("fresh")));
    }

    private String mode(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
    }

    @Test
    void removingFollowsNoLink() throws Exception {
        var unpacked = unpacked();
        Path kept = Files.writeString(Files.createDirectory(home.resolve("kept")).resolve("f"), "");
        Files.createSymbolicLink(home.resolve("fresh/out"), home.resolve("kept"));
        Files.setPosixFilePermissions(
                home.resolve("fresh/node_modules"), PosixFilePermissions.fromString("---------"));

        unpacked.remove();

        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(home.resolve("fresh")));
    }
}
