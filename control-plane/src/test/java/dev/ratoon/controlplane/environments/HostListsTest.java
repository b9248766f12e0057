package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose environment's list somebody is offered, and what goes into none. */
class HostListsTest {
    private static final UUID ENVIRONMENT = new UUID(0, 1);
    private static final UUID ADA = new UUID(0, 2);
    private static final UUID TEAM = new UUID(0, 3);
    private static final Actor MEMBER =
            new Actor(new UUID(0, 4), "bob", Role.MEMBER, Map.of(TEAM, Role.MEMBER));

    private static HostLists lists(@Nullable UUID team) {
        var environment =
                new Environment(
                        ENVIRONMENT,
                        "java",
                        ADA,
                        "ada",
                        team,
                        team == null ? null : "red",
                        "",
                        1,
                        30,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "ada");
        var contents =
                new Contents(
                        "",
                        30,
                        new TreeMap<>(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        Size.USUAL,
                        PushRules.NONE,
                        Defaults.NONE);
        var store =
                new EnvironmentStore(null, Clock.systemUTC(), null) {
                    @Override
                    Optional<Environment.Whole> whole(UUID id) {
                        return Optional.of(new Environment.Whole(environment, contents));
                    }
                };
        return new HostLists(store, config(), AllowedImages.NONE);
    }

    private static AgentsConfig config() {
        return (AgentsConfig)
                Proxy.newProxyInstance(
                        AgentsConfig.class.getClassLoader(),
                        new Class<?>[] {AgentsConfig.class},
                        (_, asked, _) ->
                                asked.getReturnType() == Optional.class ? Optional.empty() : 1);
    }

    private static Facts agent() {
        return LogBook.begun()
                .see(
                        new ObservedEvent.EnvironmentTaken(
                                ENVIRONMENT,
                                "java",
                                1,
                                "",
                                30,
                                "ada",
                                new TreeMap<>(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                false))
                .facts();
    }

    @Test
    void anothersIsLikeOneThatIsNotThere() {
        HostLists lists = lists(null);
        assertEquals(Optional.empty(), lists.of(MEMBER, agent()));
        Failure none =
                assertThrows(Failure.class, () -> lists.add(MEMBER, agent(), "files.example.org"));
        assertEquals(ProblemType.CONFLICT, none.type());
    }

    @Test
    void whoSeesItAndMayNotChangeItReadsWhoMadeIt() {
        HostLists.Listed listed = lists(TEAM).of(MEMBER, agent()).orElseThrow();
        assertEquals("red/java", listed.name());
        String why = listed.why();
        assertNotNull(why);
        assertTrue(why.contains("made by ada"), why);
    }

    @Test
    void anAddressIsAnsweredWithTheListThatTakesIt() {
        Failure refused =
                assertThrows(
                        Failure.class, () -> lists(TEAM).add(MEMBER, agent(), "203.0.113.7:80"));
        assertEquals(ProblemType.INVALID, refused.type());
        assertTrue(refused.getMessage().contains("--always"), refused::getMessage);
    }
}
