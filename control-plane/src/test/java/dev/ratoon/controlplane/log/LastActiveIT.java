package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an agent was used last, and until when it is kept. */
class LastActiveIT {
    private static TestServer server;

    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();
    private Logs logs;
    private UUID agent;

    @BeforeAll
    static void start() {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        logs = Logs.in(Migrated.freshOn(server).source(), new BlobStore(folder), clock).owned();
        agent = logs.agent();
    }

    @Test
    void what_ratoon_does_by_itself_does_not_keep_it() throws Exception {
        Instant used = logs.lastActive(agent);
        try (var _ = clock.forward(Duration.ofDays(3))) {
            logs.see(agent, new ObservedEvent.PauseAsked("ratoon", "It had nothing to do."));
            logs.see(agent, new ObservedEvent.SandboxEnded(1, "It was asked to end."));
            logs.hear(agent, "harness.ended", "{}".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(used, logs.lastActive(agent));
        assertReaped(used);
    }

    @Test
    void a_message_and_a_word_of_the_harness_keep_it_for_thirty_days_more() throws Exception {
        Instant used = logs.lastActive(agent);
        try (var _ = clock.forward(Duration.ofDays(3))) {
            Instant said = logs.say(agent, "go on").events().getFirst().at();
            assertEquals(said, logs.lastActive(agent));
        }
        try (var _ = clock.forward(Duration.ofDays(4))) {
            Instant heard =
                    logs.hear(agent, "said", "{}".getBytes(StandardCharsets.UTF_8))
                            .events()
                            .getFirst()
                            .at();
            assertEquals(heard, logs.lastActive(agent));
            assertEquals(4, Duration.between(used, heard).toDays());
            assertReaped(heard);
        }
    }

    @Test
    void a_clock_that_jumps_back_takes_nothing_away() throws Exception {
        Instant ahead;
        try (var _ = clock.forward(Duration.ofDays(3))) {
            ahead = logs.say(agent, "one").events().getFirst().at();
        }
        logs.say(agent, "two");
        assertEquals(ahead, logs.lastActive(agent));
        assertReaped(ahead);
    }

    private void assertReaped(Instant used) throws Exception {
        assertEquals(
                "t",
                logs.one(
                        "select reap_at = last_active_at + interval '720 hours' from agents where id = '"
                                + agent
                                + "'"),
                () -> "not thirty days after " + used);
    }
}
