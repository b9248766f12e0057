package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.protocol.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live pieces from this process, which holds the runner, to viewers at another one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(LivePiecesIT.ApiOnly.class)
class LivePiecesIT {
    public static class ApiOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject LogHub hub;
    @Inject DataSource database;

    @ConfigProperty(name = "started.home")
    Path home;

    @TempDir Path directory;
    private Plane other;
    private UUID agent;

    @BeforeEach
    void begin() throws Exception {
        other =
                new Plane(
                                directory,
                                configured("jdbc.url"),
                                configured("username"),
                                configured("password"),
                                "ratoon.roles=api",
                                "ratoon.secrets.key-file="
                                        + home.resolve("secrets.key").toAbsolutePath(),
                                "ratoon.blobs.folder=" + home.resolve("blobs").toAbsolutePath(),
                                "ratoon.repositories.folder="
                                        + home.resolve("repositories").toAbsolutePath())
                        .up();
        agent =
                UUID.fromString(
                        people.owner()
                                .post(
                                        "/api/agents",
                                        Map.of("repository", "https://example.invalid/a/b"))
                                .text("id"));
        observe(new ObservedEvent.SandboxWanted(1, Instant.EPOCH));
        observe(new ObservedEvent.RunnerConnected(1, "key", "outbox", "1", hub.process()));
    }

    @AfterEach
    void end() {
        other.close();
    }

    private static String configured(String key) {
        return ConfigProvider.getConfig().getValue("quarkus.datasource." + key, String.class);
    }

    private void observe(ObservedEvent event) {
        log.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    private void say(String text) {
        hub.say(agent, new Upstream.Chunk("m.1", "text", 0, text));
    }

    /** Said again and again until the viewer sees it: the first ones may find nobody listening. */
    private void awaitPiece(Viewer viewer, String text) throws Exception {
        Eventually.get(
                "'" + text + "' at a viewer",
                () -> {
                    say(text);
                    return viewer.sees(text);
                },
                seen -> seen);
    }

    @Tag("long")
    @Test
    void they_reach_viewers_of_another_process_at_once() throws Exception {
        try (var there = new Viewer(other.api(), agent.toString());
                var here = new Viewer(people.owner(), agent.toString())) {
            awaitPiece(there, "first");
            List<Long> across = new ArrayList<>();
            List<Long> local = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String text = "piece " + i;
                long said = System.nanoTime();
                say(text);
                local.add(microsOf(here, text, said));
                across.add(microsOf(there, text, said));
                LockSupport.parkNanos(5_000_000);
            }
            report("same process", local);
            report("another process", across);
            across.sort(null);
            assertTrue(across.get(150) < 100_000, "median of " + across.get(150) + " us");
        }
    }

    private static long microsOf(Viewer viewer, String text, long said) throws Exception {
        Viewer.Came came = viewer.piece();
        while (!came.data().path("text").asText().equals(text)) {
            came = viewer.piece();
        }
        return (came.nanos() - said) / 1_000;
    }

    private static void report(String what, List<Long> micros) {
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "live pieces, %s: p50 %d us, p99 %d us, of %d%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.size());
    }

    @Tag("long")
    @Test
    void a_process_that_stands_still_holds_nobody_up_and_hears_again_when_it_goes_on()
            throws Exception {
        try (var there = new Viewer(other.api(), agent.toString());
                var here = new Viewer(people.owner(), agent.toString())) {
            awaitPiece(there, "first");
            other.pause();
            String much = "x".repeat(8_000);
            long began = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                say(much);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.toSeconds() < 5, "160 MB took " + took);
            awaitPiece(here, "here goes on");
            other.goOn();
            awaitPiece(there, "there goes on");
        }
    }

    @Test
    void what_no_notification_told_of_is_seen_within_a_second_or_so() throws Exception {
        try (var here = new Viewer(people.owner(), agent.toString())) {
            here.event("runner.connected");
            long began = System.nanoTime();
            try (Connection connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "with grown as (update agents set last_seq = last_seq + 1 where id = '"
                                + agent
                                + "' returning id, last_seq) insert into events (agent_id, seq,"
                                + " at, source, type, n, payload) select id, last_seq, now(),"
                                + " 'observed', 'agent.renamed', 0,"
                                + " convert_to('{\"title\":\"silent\",\"by\":\"x\"}', 'UTF8')"
                                + " from grown");
            }
            assertEquals(
                    "silent", here.event("agent.renamed").path("payload").path("title").asText());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.toMillis() < 5_000, "it took " + took);
        }
    }
}
