package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who loses the right to read while reading gets no more. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LostAccessIT {
    /** "Within a second or so", on a machine that is busy with other tests. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject MovableClock clock;
    private TestPeople.Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = people.invited("member");
    }

    @Test
    void of_a_user_who_is_disabled() throws Exception {
        endsBoth(ada.api(), () -> people.owner().delete("/api/users/" + ada.name()));
    }

    @Test
    void of_a_token_that_is_revoked() throws Exception {
        Api.Answer made = ada.api().post("/api/tokens", Map.of("name", "reader"));
        String id = made.body().path("about").path("id").asText();
        endsBoth(
                people.nobody().bearer(made.text("token")),
                () -> ada.api().delete("/api/tokens/" + id));
    }

    @Test
    void of_a_session_that_is_ended() throws Exception {
        String link = ada.api().post("/api/login-links", Map.of()).text("link");
        Api browser = people.nobody().signInAsBrowser(link).in(people.nobody());
        endsBoth(browser, () -> browser.post("/api/logout", null));
    }

    @Test
    void of_a_token_at_its_time() throws Exception {
        Api.Answer made =
                ada.api().post("/api/tokens", Map.of("name", "short", "expiresInDays", 1));
        Api reader = people.nobody().bearer(made.text("token"));
        try (var stream = Listener.to(reader, "/api/stream")) {
            stream.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            try (var _ = clock.forward(Duration.ofDays(1).plusSeconds(5))) {
                assertSignedOut(stream);
            }
        }
    }

    @Test
    void of_a_team_that_one_is_no_more_in() throws Exception {
        Api owner = people.owner();
        String name = "crew-" + ada.name();
        UUID team = agents.team(owner, name, ada);
        UUID shared = agents.of(agents.user(people.invited("member")), team, "shared");
        UUID own = agents.of(ada, "own");
        String single = "/api/agents/" + shared + "/events";
        try (var stream = Listener.to(ada.api(), "/api/stream?log=" + shared + "&log=" + own);
                var log = Listener.to(ada.api(), single)) {
            stream.await("the shared one", StreamIT.is(shared, "title", "shared"));
            stream.await("its log", e -> e.is("event") && e.text("agent").equals("" + shared));
            owner.delete("/api/teams/" + name + "/members/" + ada.name());
            long began = System.nanoTime();
            var all = stream.awaitAll("a new snapshot", events -> StreamIT.whole(events, 2));
            stream.await("that the log is gone", event -> event.is("log-gone"));
            assertWithin(Duration.ofNanos(System.nanoTime() - began));
            assertTrue(log.awaitEnd().compareTo(SOON) < 0);
            assertEquals("not-found", log.events().getLast().text("reason"));

            int seen = all.size();
            agents.rename(shared, "no business of hers");
            agents.rename(own, "hers");
            stream.await("her own", StreamIT.is(own, "title", "hers"));
            stream.await("her own log", event -> event.is("event") && event.seq() == 3);
            assertEquals(
                    List.of(),
                    stream.events().subList(seen, stream.events().size()).stream()
                            .filter(event -> !event.is("log-gone"))
                            .filter(event -> event.data().toString().contains("" + shared))
                            .toList());
        }
        assertEquals(404, ada.api().get(single).status());
    }

    @Test
    void and_who_comes_into_a_team_sees_what_it_has() throws Exception {
        Api owner = people.owner();
        TestPeople.Person bob = people.invited("member");
        String name = "club-" + ada.name();
        UUID team = agents.team(owner, name, ada);
        UUID shared = agents.of(agents.user(ada), team, "ours");
        try (var stream = Listener.to(bob.api(), "/api/stream")) {
            stream.awaitAll("nothing", all -> StreamIT.whole(all, 1));
            owner.put("/api/teams/" + name + "/members/" + bob.name(), Map.of("role", "viewer"));
            stream.await("what the team has", StreamIT.is(shared, "title", "ours"));
        }
    }

    private void endsBoth(Api reader, Runnable loss) throws Exception {
        UUID one = agents.of(ada, "one");
        try (var stream = Listener.to(reader, "/api/stream?log=" + one);
                var log = Listener.to(reader, "/api/agents/" + one + "/events")) {
            stream.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            log.await("the log", event -> event.is("event"));
            loss.run();
            assertSignedOut(stream);
            assertSignedOut(log);
            int seen = stream.events().size();
            agents.rename(one, "too late");
            assertEquals(seen, stream.events().size());
        }
    }

    private static void assertSignedOut(Listener stream) throws Exception {
        assertWithin(stream.awaitEnd());
        Listener.Event last = stream.events().getLast();
        assertEquals("end", last.name());
        assertEquals("signed-out", last.text("reason"));
        assertFalse(last.text("detail").isEmpty());
    }

    private static void assertWithin(Duration took) {
        assertTrue(took.compareTo(SOON) < 0, took::toString);
    }
}
