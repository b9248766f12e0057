package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AskedEnvironmentTest {
    @Test
    void aNameReadsWellInACommand() {
        assertEquals("java-25", named("java-25").newName());
        for (String bad : List.of("", "Java", "-x", "a/b", "a b", "x".repeat(64), "default")) {
            assertThrows(Failure.class, () -> named(bad).newName(), bad);
        }
    }

    @Test
    void whatIsRefusedNamesItsField() {
        var granted = new Granted(1024, 100, 256, Set.of(), AllowedImages.NONE);
        assertEquals("name", field(() -> named("A b").newName()));
        assertEquals("setup", field(() -> setup("a\0b").checkedSetup()));
        assertEquals("variables", field(() -> Variables.checked(Map.of("PATH", "/x"))));
        assertEquals("allow", field(() -> AllowList.checked(List.of("*"))));
        assertEquals("allowModels", field(() -> granted.checkedModels(List.of("hosted-tools"))));
        assertEquals("image", field(() -> granted.checkedImage("example.org/tools/java:21")));
        assertEquals("size.memory", field(() -> granted.checked(new Size(1, null, null))));
        assertEquals("defaults.harness", field(() -> new Defaults("a b", null, null).checked()));
    }

    @Test
    void aPathThatProtectsNothingIsRefused() {
        var good = List.of(".github/workflows/**", "infra/", "**/*.pem", "app/[id]/a?.ts");
        assertEquals(good, new AskedPushes(List.copyOf(good), null).checked().refusedPaths());
        for (String bad :
                List.of(
                        "",
                        " ",
                        "/etc",
                        "./x",
                        "a/../b",
                        "..",
                        "a//b",
                        "!x",
                        ":(top)x",
                        ".git/config",
                        "{a,b}",
                        "a\\b",
                        "a\tb")) {
            Executable checked = () -> new AskedPushes(List.of(bad), null).checked();
            assertEquals("pushes.refusedPaths", field(checked), bad);
            assertEquals("save", field(() -> Globs.checked("save", List.of(bad))), bad);
        }
        assertThrows(
                Failure.class, () -> new AskedPushes(List.of("x".repeat(201)), null).checked());
        assertThrows(
                Failure.class,
                () -> new AskedPushes(Collections.nCopies(101, "x"), null).checked());
    }

    private static Object field(Executable what) {
        return String.valueOf(assertThrows(Failure.class, what).members().get("field"));
    }

    @Test
    void aScriptOfAnotherSystemGetsTheLineEndsOfAShell() {
        assertEquals("make\nmake test\n", setup("make\r\nmake test\r\n").checkedSetup());
    }

    @Test
    void aScriptOfNothingIsNone() {
        assertEquals("", setup(null).checkedSetup());
        assertEquals("", setup(" \n\t\n").checkedSetup());
    }

    @Test
    void aScriptIsBoundedInBytesAndToldHowLargeItIs() {
        assertEquals(64 << 10, setup("x".repeat(64 << 10)).checkedSetup().length());
        var tooLarge = setup("é".repeat(40_000));
        Failure refused = assertThrows(Failure.class, tooLarge::checkedSetup);
        assertTrue(refused.forTheCaller().contains("80000 bytes"), refused::forTheCaller);
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThrows(Failure.class, () -> setup("a\0b").checkedSetup());
        assertThrows(Failure.class, () -> described("a\u001b[2J").checkedDescription());
        assertThrows(Failure.class, () -> described("x".repeat(501)).checkedDescription());
    }

    @Test
    void timeHasABound() {
        assertEquals(30, minutes(null).checkedMinutes());
        for (int bad : List.of(0, -1, 1_441)) {
            assertThrows(Failure.class, () -> minutes(bad).checkedMinutes(), "" + bad);
        }
    }

    private static AskedEnvironment named(String name) {
        return new AskedEnvironment(
                name, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static AskedEnvironment described(String description) {
        return new AskedEnvironment(
                "x",
                null,
                null,
                description,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static AskedEnvironment setup(@Nullable String script) {
        return new AskedEnvironment(
                "x", null, null, null, script, null, null, null, null, null, null, null, null,
                null);
    }

    private static AskedEnvironment minutes(@Nullable Integer minutes) {
        return new AskedEnvironment(
                "x", null, null, null, null, minutes, null, null, null, null, null, null, null,
                null);
    }
}
