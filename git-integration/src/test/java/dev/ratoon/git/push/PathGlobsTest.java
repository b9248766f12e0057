package dev.ratoon.git.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobsTest {
    @ParameterizedTest
    @CsvSource({
        ".github/workflows/**, .github/workflows/ci.yml, true",
        ".github/workflows/**, .github/workflows/a/b.yml, true",
        ".github/workflows/**, .github/workflows, true",
        ".github/workflows/**, .github/workflowsx/ci.yml, false",
        ".github/workflows/**, x/.github/workflows/ci.yml, false",
        ".github/workflows/, .github/workflows/ci.yml, true",
        ".github/workflows/, .github/workflows, true",
        "*.pem, key.pem, true",
        "*.pem, keys/key.pem, false",
        "*.pem, .pem, true",
        "**/*.pem, key.pem, true",
        "**/*.pem, a/b/key.pem, true",
        "**/*.pem, a/b/key.pem.txt, false",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/**/z, ab/z, false",
        "a/**/z, a/bz, false",
        "**/a/**/z, x/a/a/y/z, true",
        "a**z, a/b/z, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a.c, abc, false",
        "app/[id]/page, app/[id]/page, true",
        "**, anything/at/all, true",
        "**/, anything, true",
        "*, a, true",
        "*, a/b, false",
        "abc, ab, false",
        "ab, abc, false"
    })
    void aFileIsMeantOrNot(String glob, String path, boolean meant) {
        assertEquals(
                meant ? Optional.of(glob) : Optional.empty(),
                new PathGlobs(List.of(glob)).match(path));
    }

    @Test
    void theFirstOneIsNamed() {
        assertEquals(
                Optional.of("b/**"), new PathGlobs(List.of("a/**", "b/**", "**")).match("b/c"));
    }

    @Test
    void noPathTakesLong() {
        var globs = new PathGlobs(List.of("*a".repeat(60) + "b", "**/a".repeat(40) + "/b"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    assertEquals(Optional.empty(), globs.match("a".repeat(4_000)));
                    assertEquals(Optional.empty(), globs.match("a/".repeat(2_000)));
                });
    }
}
