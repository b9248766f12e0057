package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** One user's streams are counted, and with the process they end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(StreamLimitIT.Two.class)
class StreamLimitIT {
    /** Two for each. */
    public static final class Two implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.feeds.per-user", "2");
        }
    }

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject OpenFeeds feeds;

    /** One that is let in reads for ever. */
    @Test
    @Order(1)
    @Timeout(60)
    void the_third_is_refused_in_words_until_one_is_closed() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID one = agents.of(ada, "one");
        String log = "/api/agents/" + one + "/events";
        try (var _ = Listener.to(ada.api(), "/api/stream")) {
            try (var _ = Listener.to(ada.api(), log)) {
                for (String path : new String[] {"/api/stream", log}) {
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

    /** The database ends after it: who looked on would ask one that is gone, or another's. */
    @Test
    @Order(2)
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
