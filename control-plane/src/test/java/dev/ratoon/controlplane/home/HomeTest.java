package dev.ratoon.controlplane.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir Path directory;

    @Test
    void ratoon_home_comes_before_all_else() {
        var environment =
                Map.of("RATOON_HOME", "/a", "XDG_DATA_HOME", "/b", "HOME", "/home/somebody");
        assertEquals(Path.of("/a"), Home.defaultPath(environment));
    }

    @Test
    void then_the_data_directory_of_the_desktop() {
        var environment = Map.of("XDG_DATA_HOME", "/b", "HOME", "/home/somebody");
        assertEquals(Path.of("/b/ratoon"), Home.defaultPath(environment));
    }

    @Test
    void then_its_usual_place_in_the_home_directory() {
        var environment = Map.of("RATOON_HOME", " ", "HOME", "/home/somebody");
        assertEquals(Path.of("/home/somebody/.local/share/ratoon"), Home.defaultPath(environment));
    }

    @Test
    void without_any_of_them_the_next_step_is_named() {
        var failure = assertThrows(StartFailure.class, () -> Home.defaultPath(Map.of()));
        assertTrue(failure.nextStep().contains("--home DIR"), failure.nextStep());
    }

    @Test
    void nobody_else_may_look_into_it() throws Exception {
        Path open = Files.createDirectory(directory.resolve("with a space"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Home.open(open);
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(open)));
    }

    @Test
    void one_that_belongs_to_somebody_else_is_refused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 54_321);
        var refused = assertThrows(StartFailure.class, () -> Home.open(theirs));
        assertTrue(String.valueOf(refused.getMessage()).contains("belongs to 54321"));
        try (var left = Files.list(theirs)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void a_file_in_its_place_is_named() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        var failure = assertThrows(StartFailure.class, () -> Home.open(file));
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(file + " is a file"),
                failure.getMessage());
    }

    @Test
    void it_is_locked_against_a_second_user_of_it() {
        Home home = Home.open(directory.resolve("locked"));
        try (var _ = HomeLock.take(home)) {
            var failure = assertThrows(StartFailure.class, () -> HomeLock.take(home));
            assertTrue(failure.nextStep().contains("./ratoon down"), failure.nextStep());
        }
    }
}
