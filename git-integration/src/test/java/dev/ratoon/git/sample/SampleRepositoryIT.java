package dev.ratoon.git.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRepositoryIT {
    private static final Map<String, String> FILES = Map.of("README.md", "# Hello\n", "a", "b\n");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path directory;

    @Test
    void aRealGitReadsItAndItIsMadeOnce() throws Exception {
        Path folder = directory.resolve("demo/greeting");
        assertTrue(SampleRepository.make(folder, FILES, "Begin", AT));
        assertEquals("", git(folder, "status", "--porcelain"));
        assertEquals(
                "Begin main Ratoon",
                git(folder, "log", "-1", "--format=%s %D %an").replace("HEAD -> ", ""));
        assertEquals("README.md\na", git(folder, "ls-files"));
        git(folder, "fsck", "--strict");
        Files.writeString(folder.resolve("a"), "mine\n");
        assertFalse(SampleRepository.make(folder, FILES, "Begin", AT));
        assertEquals("mine\n", Files.readString(folder.resolve("a")), "it stays as it is");
    }

    @Test
    void whatACrashLeftHalfMadeIsMadeAnew() throws Exception {
        Path half = Files.createDirectories(directory.resolve("greeting.new"));
        Files.writeString(half.resolve("half"), "x");
        Path folder = directory.resolve("greeting");
        assertTrue(SampleRepository.make(folder, FILES, "Begin", AT));
        assertEquals("README.md\na", git(folder, "ls-files"));
        assertFalse(Files.exists(half));
    }

    @Test
    void whatIsThereIsNotReplacedAndAFolderThatCannotBeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertFalse(SampleRepository.make(file, FILES, "Begin", AT));
        Path below = file.resolve("demo");
        GitTrouble trouble =
                assertThrows(
                        GitTrouble.class, () -> SampleRepository.make(below, FILES, "Begin", AT));
        assertTrue(trouble.words().contains(below.toString()), trouble::words);
    }

    private static String git(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), said);
        return said.strip();
    }
}
