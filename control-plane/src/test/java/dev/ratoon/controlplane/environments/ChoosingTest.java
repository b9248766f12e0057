package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChoosingTest {
    private static final Environment OWN = environment(1, "java", null);
    private static final Environment RED = environment(2, "java", "red");
    private static final Environment BLUE = environment(3, "java", "blue");
    private static final Environment NODE = environment(4, "node", "red");

    @Test
    void aNameIsEnoughWhenItIsTheOnlyOne() {
        assertEquals(new Choosing.Found(NODE), Choosing.among(List.of(OWN, NODE), "node"));
        assertEquals(new Choosing.Found(NODE), Choosing.among(List.of(OWN, NODE), " Node "));
    }

    @Test
    void onesOwnGoesBeforeATeams() {
        assertEquals(new Choosing.Found(OWN), Choosing.among(List.of(RED, OWN, BLUE), "java"));
    }

    @Test
    void aTeamsIsNamedWithItsTeamOrByItsId() {
        var all = List.of(OWN, RED, BLUE);
        assertEquals(new Choosing.Found(BLUE), Choosing.among(all, "blue/java"));
        assertEquals(new Choosing.Found(RED), Choosing.among(all, RED.id().toString()));
    }

    @Test
    void ofSeveralTeamsNoneIsGuessed() {
        var none =
                assertInstanceOf(Choosing.None.class, Choosing.among(List.of(RED, BLUE), "java"));
        assertTrue(none.why().endsWith("red/java, blue/java"), none::why);
    }

    @Test
    void anUnknownOneIsToldTheNearest() {
        var none = assertInstanceOf(Choosing.None.class, Choosing.among(List.of(OWN, NODE), "jav"));
        assertTrue(none.why().contains("The nearest is 'java'"), none::why);
        none = assertInstanceOf(Choosing.None.class, Choosing.among(List.of(), "defualt"));
        assertTrue(none.why().contains("The nearest is 'default'"), none::why);
    }

    @Test
    void theDefaultOneIsAlwaysThere() {
        assertInstanceOf(Choosing.Usual.class, Choosing.among(List.of(), "default"));
    }

    private static Environment environment(int id, String name, @Nullable String team) {
        return new Environment(
                new UUID(0, id),
                name,
                new UUID(1, 1),
                "ada",
                team == null ? null : new UUID(2, team.length()),
                team,
                "",
                1,
                30,
                Instant.EPOCH,
                Instant.EPOCH,
                "ada");
    }
}
