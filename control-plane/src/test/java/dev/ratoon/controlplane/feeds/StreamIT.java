package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One stream for all that a browser shows. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StreamIT {
    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject OpenFeeds feeds;
    private TestPeople.Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = people.invited("member");
    }

    @Test
    void a_snapshot_is_followed_by_what_changes() throws Exception {
        UUID one = agents.of(ada, "one");
        UUID two = agents.of(ada, "two");
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            var first = stream.awaitSnapshot();
            assertEquals(
                    List.of("fleet", "agent", "agent", "fleet-complete"),
                    first.stream().map(Listener.Event::name).toList());
            assertEquals(two.toString(), first.get(1).text("id"));
            assertEquals(ada.name(), first.get(1).text("owner"));

            ada.api().send("PATCH", "/api/agents/" + one, Map.of("title", "uno"));
            stream.await("the new title", is(one, "title", "uno"));
            UUID three = agents.of(ada, "three");
            stream.await("a new agent", is(three, "title", "three"));
            assertEquals(1, stream.events().stream().filter(event -> event.is("fleet")).count());
        }
    }

    @Test
    void what_is_deleted_goes_and_what_is_restored_comes_back() throws Exception {
        UUID one = agents.of(ada, "one");
        try (var stream = Listener.to(ada.api(), "/api/stream");
                var deleted = Listener.to(ada.api(), "/api/stream?state=deleted")) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            deleted.awaitAll("no fleet", all -> whole(all, 1));
            ada.api().delete("/api/agents/" + one);
            stream.await("that it is gone", event -> goneIs(event, one));
            deleted.await("that it is deleted", is(one, "state", "deleted"));
            ada.api().post("/api/agents/" + one + "/restore", null);
            deleted.await("that it is gone", event -> goneIs(event, one));
            stream.awaitAll(
                    "the restored agent",
                    all ->
                            all.getLast().is("agent")
                                    && !is(one, "state", "deleted").test(all.getLast()));
        }
    }

    @Test
    void what_somebody_mutes_is_muted_for_nobody_else() throws Exception {
        TestPeople.Person ben = people.invited("member");
        UUID team = agents.team(people.owner(), "mutes-" + ada.name(), ada);
        people.owner().put(members(ben), Map.of("role", "viewer"));
        UUID one = agents.of(agents.user(ada), team, "one");
        String path = "/api/agents/" + one;
        try (var adas = Listener.to(ada.api(), "/api/stream");
                var bens = Listener.to(ben.api(), "/api/stream")) {
            adas.awaitAll("the fleet", all -> whole(all, 1));
            bens.awaitAll("the fleet", all -> whole(all, 1));
            var answer = ben.api().put(path + "/mute", null);
            assertEquals(200, answer.status(), answer.body()::toString);
            assertTrue(answer.body().path("muted").asBoolean());
            bens.await("that it is muted", is(one, "muted", "true"));
            assertTrue(ben.api().get(path).body().path("muted").asBoolean());
            assertFalse(ada.api().get(path).body().path("muted").asBoolean());
            agents.rename(one, "uno");
            bens.await("it is muted still", is(one, "title", "uno").and(is(one, "muted", "true")));
            var seen =
                    adas.awaitAll(
                            "the title", all -> all.stream().anyMatch(is(one, "title", "uno")));
            assertFalse(seen.stream().anyMatch(is(one, "muted", "true")), seen::toString);
        }
        try (var again = Listener.to(ben.api(), "/api/stream")) {
            var first = again.awaitSnapshot();
            assertEquals("true", first.get(1).text("muted"));
            assertFalse(ben.api().delete(path + "/mute").body().path("muted").asBoolean());
            again.await("that it is not any more", is(one, "muted", "false"));
        }
        var stranger = people.invited("member").api();
        assertEquals(404, stranger.put(path + "/mute", null).status());
    }

    private String members(TestPeople.Person person) {
        return "/api/teams/mutes-" + ada.name() + "/members/" + person.name();
    }

    @Test
    void it_is_searched_as_the_list_is() throws Exception {
        UUID red = agents.of(ada, "Red one");
        UUID blue = agents.of(ada, "blue one");
        String query = "?q=RED%20one&owner=" + ada.name();
        try (var stream = Listener.to(ada.api(), "/api/stream" + query)) {
            var first = stream.awaitSnapshot();
            assertEquals(
                    List.of(red.toString()),
                    first.stream().filter(e -> e.is("agent")).map(e -> e.text("id")).toList());
            agents.rename(blue, "now red, one too");
            stream.await("what is found now", is(blue, "title", "now red, one too"));
            agents.rename(red, "black one");
            stream.await("what is found no more", event -> goneIs(event, red));
            assertEquals(1, ada.api().get("/api/agents" + query).body().path("agents").size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void one_who_comes_back_again_and_again_misses_nothing_and_reads_nothing_twice(long seed)
            throws Exception {
        int many = 400;
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(agents.of(ada, "0"));
        }
        List<UUID> followed = ids.subList(0, 2);
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 1; i <= many; i++) {
                                        agents.rename(ids.get(i % 4), "" + i);
                                    }
                                });
        var read = new Read(ids);
        Random random = new Random(seed);
        String path = "/api/stream?log=" + followed.get(0) + "&log=" + followed.get(1) + ":0";
        String last = null;
        boolean done = false;
        for (int connection = 0; !done; connection++) {
            assertTrue(connection < 2_000, "seed " + seed + ": never all");
            try (var stream = Listener.to(ada.api(), path, last)) {
                int some = 1 + random.nextInt(60);
                int before = read.events;
                done = read.isWhole(many);
                if (!done) {
                    var here = stream.awaitAll("more", all -> !all.isEmpty());
                    int size = Math.min(some, here.size());
                    for (var event : here.subList(0, size)) {
                        read.take(event, seed);
                        last = event.id() == null ? last : event.id();
                    }
                    done = read.isWhole(many);
                }
                assertTrue(done || read.events > before, "seed " + seed + ": a silent stream");
            }
        }
        writer.join();
        for (UUID log : followed) {
            assertEquals(
                    LongStream.rangeClosed(1, many / 4 + 2).boxed().toList(),
                    read.seqs.get(log.toString()),
                    "seed " + seed);
        }
        assertTrue(read.wholes >= 1, "seed " + seed);
    }

    /** What a client knows by what it has read. */
    private static final class Read {
        final Map<String, List<Long>> seqs = new HashMap<>();
        final Map<String, Integer> titles = new HashMap<>();
        final List<UUID> ids;
        int events;
        int wholes;

        Read(List<UUID> ids) {
            this.ids = ids;
        }

        void take(Listener.Event event, long seed) {
            events++;
            switch (event.name()) {
                case "event" ->
                        seqs.computeIfAbsent(event.text("agent"), _ -> new ArrayList<>())
                                .add(event.seq());
                case "agent" -> {
                    int title = Integer.parseInt(event.text("title"));
                    Integer before = titles.put(event.text("id"), title);
                    assertTrue(
                            before == null || before <= title, "seed " + seed + ": back in time");
                }
                case "fleet-complete" -> wholes++;
                default -> assertEquals("fleet", event.name());
            }
        }

        boolean isWhole(int many) {
            for (int i = 0; i < 4; i++) {
                int newest = i == 0 ? many : many - 4 + i;
                if (titles.getOrDefault(ids.get(i).toString(), 0) < newest) {
                    return false;
                }
            }
            return seqs.values().stream().allMatch(all -> all.size() >= many / 4 + 2)
                    && seqs.size() == 2;
        }
    }

    @Test
    void other_logs_are_chosen_without_a_gap_and_without_a_new_snapshot() throws Exception {
        UUID one = agents.of(ada, "one");
        UUID two = agents.of(ada, "two");
        String last;
        try (var stream = Listener.to(ada.api(), "/api/stream?log=" + one)) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            stream.await("the log", event -> event.is("event") && event.seq() == 2);
            last = stream.last();
        }
        agents.rename(one, "uno");
        agents.rename(two, "due");
        try (var stream =
                Listener.to(ada.api(), "/api/stream?log=" + one + "&log=" + two + ":1", last)) {
            stream.await("the title", is(one, "title", "uno"));
            stream.await("the title", is(two, "title", "due"));
            var all =
                    stream.awaitAll(
                            "the logs",
                            events -> events.stream().filter(e -> e.is("event")).count() == 3);
            assertFalse(all.stream().anyMatch(event -> event.is("fleet")), all::toString);
            assertEquals(List.of(3L), seqs(all, one));
            assertEquals(List.of(2L, 3L), seqs(all, two));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1.elsewhere.abc.7.", "another", "filter", "newer"})
    void a_foreign_or_old_place_gets_a_new_snapshot(String which) throws Exception {
        agents.of(ada, "one");
        String mine = placeOf(ada.api(), "/api/stream");
        String last =
                switch (which) {
                    case "another" -> placeOf(people.invited("member").api(), "/api/stream");
                    case "filter" -> placeOf(ada.api(), "/api/stream?state=idle");
                    case "newer" -> mine.replaceAll("\\.[0-9]+\\.$", ".99999999.");
                    default -> which;
                };
        try (var stream = Listener.to(ada.api(), "/api/stream", last)) {
            var all = stream.awaitSnapshot();
            assertEquals("fleet", all.getFirst().name());
            assertEquals(3, all.size());
        }
        try (var stream = Listener.to(ada.api(), "/api/stream", mine)) {
            UUID two = agents.of(ada, "two");
            var all =
                    stream.awaitAll(
                            "what is new", now -> now.stream().anyMatch(is(two, "title", "two")));
            assertFalse(all.stream().anyMatch(event -> event.is("fleet")), all::toString);
        }
    }

    @Test
    void two_readers_of_one_log_read_the_same() throws Exception {
        UUID one = agents.of(ada, "one");
        String path = "/api/stream?fleet=false&log=" + one;
        try (var first = Listener.to(ada.api(), path);
                var second = Listener.to(ada.api(), path)) {
            for (int i = 0; i < 100; i++) {
                agents.rename(one, "title " + i);
            }
            for (var stream : List.of(first, second)) {
                var all = stream.awaitAll("all of it", events -> events.size() == 102);
                assertEquals(LongStream.rangeClosed(1, 102).boxed().toList(), seqs(all, one));
            }
        }
    }

    @Test
    void an_agent_of_somebody_else_is_not_there() throws Exception {
        UUID secret = agents.of(people.invited("member"), "secret");
        UUID own = agents.of(ada, "own");
        String path = "/api/stream?log=" + secret + "&log=" + UUID.randomUUID();
        try (var stream = Listener.to(ada.api(), path);
                var admin = Listener.to(people.invited("admin").api(), path)) {
            for (var one : List.of(stream, admin)) {
                one.awaitAll(
                        "two logs that are gone",
                        all -> all.stream().filter(e -> e.is("log-gone")).count() == 2);
            }
            agents.rename(secret, "still secret");
            agents.rename(own, "mine");
            stream.await("the own one", is(own, "title", "mine"));
            for (var one : List.of(stream, admin)) {
                assertFalse(
                        one.events().stream()
                                .anyMatch(
                                        event ->
                                                !event.is("log-gone")
                                                        && event.data()
                                                                .toString()
                                                                .contains(secret.toString())));
            }
        }
    }

    @Test
    void what_another_process_commits_is_heard_of() throws Exception {
        UUID one = agents.of(ada, "one");
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            agents.sql("select pg_notify('ratoon_log', 'elsewhere " + one + "!3')");
            stream.awaitAll("the agent again", all -> all.getLast().is("agent"));
        }
    }

    @Test
    void when_changes_of_others_may_have_been_missed_the_fleet_begins_anew() throws Exception {
        agents.of(ada, "one");
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            agents.sql(
                    "select pg_terminate_backend(pid) from pg_stat_activity where"
                            + " datname = current_database() and query = 'listen ratoon_log'");
            var all = stream.awaitAll("the fleet again", events -> whole(events, 2));
            assertEquals(2, all.stream().filter(event -> event.is("fleet")).count());
        }
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        for (String wrong : List.of("?log=nonsense", "?log=" + UUID.randomUUID() + ":x")) {
            Api.Answer answer = ada.api().get("/api/stream" + wrong);
            assertEquals(422, answer.status(), wrong);
            assertTrue(answer.text("detail").contains("log=ID:AFTER"), wrong);
        }
        String many = ("&log=" + UUID.randomUUID()).repeat(17).substring(1);
        assertEquals(422, ada.api().get("/api/stream?" + many).status());
    }

    @Test
    void a_reader_that_leaves_is_noticed_at_once() throws Exception {
        int before = feeds.count();
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            assertEquals(before + 1, feeds.count());
        }
        long end = System.nanoTime() + 5_000_000_000L;
        while (feeds.count() > before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(before, feeds.count());
    }

    private static String placeOf(Api api, String path) throws Exception {
        try (var stream = Listener.to(api, path)) {
            stream.awaitAll("the fleet", all -> whole(all, 1));
            return String.valueOf(stream.last());
        }
    }

    static boolean whole(List<Listener.Event> all, int times) {
        return all.stream().filter(event -> event.is("fleet-complete")).count() == times;
    }

    static Predicate<Listener.Event> is(UUID id, String field, String value) {
        return event ->
                event.is("agent")
                        && event.text("id").equals(id.toString())
                        && event.text(field).equals(value);
    }

    static boolean goneIs(Listener.Event event, UUID id) {
        return event.is("agent-gone") && event.text("id").equals(id.toString());
    }

    static List<Long> seqs(List<Listener.Event> all, UUID agent) {
        return all.stream()
                .filter(e -> e.is("event") && e.text("agent").equals(agent.toString()))
                .map(Listener.Event::seq)
                .toList();
    }
}
