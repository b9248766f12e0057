package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.problem.Failure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskedPersonaTest {
    @Test
    void aNameReadsWellInACommandAndIsNoRepositorys() {
        assertEquals("code-review", named("code-review", "red").newName());
        for (String bad : List.of("", "Review", "-x", "a/b", "a b", "x".repeat(64), "a\u001b")) {
            assertThrows(Failure.class, () -> named(bad, null).newName(), bad);
        }
        assertThrows(Failure.class, () -> named("x", "repository").newName());
    }

    @Test
    void itsFieldsAreWhatTheyAreFor() {
        assertEquals(List.of("read", "mcp:web/*"), tools(List.of("read", "mcp:web/*", "read")));
        assertThrows(Failure.class, () -> tools(List.of("rm -rf")));
        assertThrows(Failure.class, () -> tools(List.of("x".repeat(65))));
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "t" + i).toList();
        assertThrows(Failure.class, () -> tools(many));
        assertThrows(Failure.class, () -> said(null, "no such mode").wishes());
        assertThrows(Failure.class, () -> said("m".repeat(201), null).wishes());
        assertThrows(Failure.class, () -> said("a\nb", null).wishes());
    }

    @Test
    void whatAChangeLeavesOutStaysAndWhatIsEmptyIsLeftOpen() {
        var before =
                new Persona(
                        new UUID(0, 1),
                        "x",
                        new UUID(0, 2),
                        "ada",
                        null,
                        null,
                        "for it",
                        "read grep",
                        "opencode",
                        "openai/m",
                        "plan",
                        3,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "ada");
        AskedPersona changed = said("", "auto").over(new Persona.Whole(before, "Do."));
        assertEquals("Do.", changed.instructions());
        Wishes wishes = changed.wishes();
        assertEquals(List.of("read", "grep"), wishes.tools());
        assertEquals("opencode", wishes.harness());
        assertNull(wishes.model());
        assertEquals("auto", wishes.mode());
    }

    private static List<String> tools(List<String> typed) {
        return new AskedPersona(null, null, null, null, null, typed, null, null, null)
                .wishes()
                .tools();
    }

    private static AskedPersona named(String name, @Nullable String team) {
        return new AskedPersona(name, team, null, null, null, null, null, null, null);
    }

    private static AskedPersona said(@Nullable String model, @Nullable String mode) {
        return new AskedPersona(null, null, 3, null, null, null, null, model, mode);
    }
}
