package dev.ratoon.runner.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptTest {
    @TempDir Path root;
    @TempDir Path home;

    @BeforeEach
    void aDebianWhoseConfigurationIsNotShown() throws IOException {
        put(root.resolve("usr/bin/apt-get"), "").toFile().setExecutable(true);
        put(root.resolve("usr/share/keyrings/debian-archive-keyring.gpg"), "keys");
        put(root.resolve("etc/os-release"), "VERSION_CODENAME=bookworm\nID=debian\n");
    }

    @Test
    void itIsToldByFilesThatAreWrittenAnew() throws IOException {
        new Apt(root).tell(home, 9071);
        Map<String, String> told = new Apt(root).tell(home, 7071);
        Path file = home.resolve(".config/ratoon-apt/apt.conf");
        assertEquals(Map.of("APT_CONFIG", file.toString()), told);
        assertTrue(Files.readString(file).contains("Dir::Etc \"" + file.getParent() + "\";"));
        String sources = Files.readString(file.resolveSibling("sources.list"));
        assertTrue(
                sources.contains("] http://127.0.0.1:7071/registry/apt/debian bookworm main\n"),
                sources);
        assertTrue(Files.isDirectory(home.resolve(".cache/ratoon-apt/archives/partial")));
    }

    @Test
    void sourcesOfTheMachinesOwnStay() throws IOException {
        put(root.resolve("etc/apt/sources.list"), "deb http://mirror.example/debian bookworm main");
        assertTold(Map.of());
    }

    @Test
    void anotherSystemHasOtherPackages() throws IOException {
        put(root.resolve("etc/os-release"), "ID=ubuntu\nVERSION_CODENAME=noble\nID_LIKE=debian\n");
        assertTold(Map.of());
    }

    @Test
    void noLinkIsFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve(".config"), elsewhere);
        assertTold(Map.of());
        assertFalse(Files.exists(elsewhere.resolve("ratoon-apt")));
    }

    private void assertTold(Map<String, String> told) {
        assertEquals(told, new Apt(root).tell(home, 7071));
    }

    private static Path put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
