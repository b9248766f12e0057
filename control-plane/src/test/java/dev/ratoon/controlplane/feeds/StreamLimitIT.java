package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** One user's streams are counted, and end with the process, or when nobody takes anything. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(StreamLimitIT.Two.class)
class StreamLimitIT {
    /** Two for each, who must take something every two seconds. */
    public static final class Two implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.feeds.per-user", "2", "ratoon.feeds.patience", "2s");
        }
    }

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject OpenFeeds feeds;
    @Inject LogStore log;

    /** One that is let in reads for ever. */
    @Test
    @Order(1)
    @Timeout(60)
    void the_third_is_refused_in_words_until_one_is_closed() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID one = agents.of(ada, "one");
        String events = "/api/agents/" + one + "/events";
        try (var _ = Listener.to(ada.api(), "/api/stream")) {
            try (var _ = Listener.to(ada.api(), events)) {
                for (String path : new String[] {"/api/stream", events}) {
                    Api.Answer refused = ada.api().with("Accept", "text/event-stream").get(path);
                    assertEquals(429, refused.status());
                    assertEquals("urn:ratoon:problem:too-many-streams", refused.text("type"));
                    assertTrue(refused.text("detail").contains("2 streams"));
                }
                try (var _ = Listener.to(people.invited("member").api(), "/api/stream")) {
                    assertEquals(3, feeds.count());
                }
            }
            long end = System.nanoTime() + 5_000_000_000L;
            while (feeds.count() > 1 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            try (var stream = Listener.to(ada.api(), "/api/stream")) {
                stream.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            }
        }
    }

    /** What was written to it is still there, and never taken. */
    @Test
    @Order(2)
    @Timeout(60)
    @Tag("long")
    void who_takes_nothing_is_hung_up_on() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID one = agents.of(ada, "one");
        String path = "/api/stream?log=" + one;
        try (var stalled = StalledReaderIT.connect(ada.api(), path);
                var awake = Listener.to(ada.api(), path)) {
            awake.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            Eventually.get("both", feeds::count, count -> count == 2);
            for (int i = 0; i < StalledReaderIT.MANY; i++) {
                String title = StalledReaderIT.TEXT + i;
                log.append(one, _ -> List.of(NewEvent.of(new ObservedEvent.Renamed(title, "ada"))));
            }
            Eventually.get("who is left", feeds::count, count -> count == 1);
            awake.await(
                    "the last",
                    event -> event.is("event") && event.seq() == StalledReaderIT.MANY + 2);
            stalled.setSoTimeout(10_000);
            long taken = stalled.getInputStream().transferTo(OutputStream.nullOutputStream());
            long all = (long) StalledReaderIT.MANY * StalledReaderIT.TEXT.length();
            assertTrue(taken < all / 2, taken + " bytes: what was on the way, and no more");
        }
    }

    /** The database ends after it: who looked on would ask one that is gone, or another's. */
    @Test
    @Order(3)
    @Timeout(60)
    void at_the_end_of_the_process_nobody_is_asked_who_may_still_read() throws Exception {
        TestPeople.Person ada = people.invited("member");
        agents.of(ada, "one");
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            stream.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            assertTrue(feeds.isWatched());
            feeds.end(new ShutdownEvent());
            assertFalse(feeds.isWatched());
        }
        // Nor for whoever slips in meanwhile.
        try (var late = Listener.to(ada.api(), "/api/stream")) {
            late.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            assertFalse(feeds.isWatched());
        }
    }
}
