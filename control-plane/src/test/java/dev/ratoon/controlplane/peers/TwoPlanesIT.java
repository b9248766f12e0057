package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.protocol.Frame;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two control planes on one database: A reconciles and holds the runners, everything is asked
 * through B, and either dies.
 */
class TwoPlanesIT {
    @TempDir Path directory;
    private TwoPlanes both;
    private Plane a;
    private Plane b;
    private GitRepository repository;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        both = TwoPlanes.up(directory);
        a = both.a();
        b = both.b();
        repository = GitRepository.in(directory);
    }

    /** Whatever happened: no gap, no repeat, the state is the fold, and no sandbox is left. */
    @AfterEach
    void leaveNothing() throws Exception {
        try (var _ = both) {
            if (!agent.isEmpty()) {
                both.log(agent).check();
                Fleet through = new Fleet(a.api(), repository);
                through.api().delete("/api/agents/" + agent);
                Eventually.get(
                        "the end of its sandbox",
                        () -> through.agent(agent).path("doing").asText(),
                        doing -> doing.equals("is deleted"));
                both.log(agent).check();
            }
        }
    }

    private Fleet throughB() throws Exception {
        return new Fleet(b.api(), repository);
    }

    private void send(Plane through, String text) throws Exception {
        Map<String, Object> message = Map.of("text", text, "delivery", "queue");
        assertEquals(
                200, through.api().post("/api/agents/" + agent + "/messages", message).status());
    }

    private static String command(String script, String more) {
        return "{\"command\":[\"sh\",\"-c\",\"" + script + "\"]" + more + "}";
    }

    @Test
    void prompt_decision_log_and_live_pieces_come_through_the_one_without_the_runner()
            throws Exception {
        Fleet fleet = throughB();
        agent = fleet.start("normal", "echo allowed-$((1+1))");
        try (var viewer = new Viewer(b.api(), agent)) {
            JsonNode decision = fleet.awaitDecision(agent);
            assertEquals(200, fleet.answer(agent, decision, Map.of("outcome", "allow")).status());
            viewer.event("turn.ended");
            Viewer.Came piece =
                    Eventually.get(
                                    "a live piece",
                                    () -> {
                                        send(b, "# nothing to run");
                                        return viewer.pieceOfTurn();
                                    },
                                    Optional::isPresent)
                            .orElseThrow();
            String said = piece.data().path("text").asText();
            assertTrue(said.startsWith("There is no command in this."), said);
            List<Long> seqs = viewer.seqs();
            assertEquals(LongStream.rangeClosed(1, seqs.size()).boxed().toList(), seqs);
        }
        assertTrue(fleet.printed(agent).contains("allowed-2"), fleet.log(agent));
    }

    @Tag("long")
    @Test
    void a_message_too_large_for_the_database_is_given_and_read_by_the_other() throws Exception {
        String much = "x".repeat(50_000);
        Fleet fleet = throughB();
        agent = fleet.start("auto", "echo " + much + " | wc -c");
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("50001"), fleet.printed(agent));
        assertTrue(fleet.events(agent, "turn.given").toString().contains(much));
    }

    @Tag("long")
    @Test
    void a_command_runs_through_the_one_without_the_runner() throws Exception {
        agent = throughB().start("auto", "true");
        throughB().awaitTurn(agent, 1);
        try (var exec = new Exec(b.api(), agent, command("cat; echo end >&2; exit 7", ""))) {
            String much = "0123456789abcdef\n".repeat(1_000);
            for (int i = 0; i < 10; i++) {
                exec.type(much);
            }
            exec.send(new Frame.Eof());
            assertEquals(new Frame.Exit(7), exec.end());
            assertEquals(much.repeat(10), exec.out());
        }
        String terminal = ",\"terminal\":{\"kind\":\"xterm\",\"columns\":80,\"rows\":24}";
        try (var exec =
                new Exec(
                        b.api(),
                        agent,
                        command("stty size; read x; stty size; exit 3", terminal))) {
            exec.prints("24 80");
            exec.send(new Frame.Resize(132, 43));
            exec.type("\n");
            exec.prints("43 132");
            assertEquals(new Frame.Exit(3), exec.end());
        }
        try (var exec =
                new Exec(
                        b.api(),
                        agent,
                        command(
                                "trap 'exit 9' INT; echo ready; while :; do sleep 0.1; done",
                                ""))) {
            exec.prints("ready");
            exec.send(new Frame.Signal("INT"));
            assertEquals(new Frame.Exit(9), exec.end());
        }
    }

    @Tag("long")
    @Test
    void a_paused_agent_is_woken_by_a_command_through_the_other() throws Exception {
        agent = throughB().start("auto", "echo kept > file");
        throughB().awaitTurn(agent, 1);
        b.api().post("/api/agents/" + agent + "/pause", null);
        throughB().await(agent, "paused");
        Eventually.get(
                "the end of its sandbox",
                () -> throughB().agent(agent).path("doing").asText(),
                doing -> doing.equals("is paused"));
        try (var exec = new Exec(b.api(), agent, command("cat file", ""))) {
            assertEquals(new Frame.Exit(0), exec.end());
            assertEquals("kept\n", exec.out());
        }
    }

    @Tag("long")
    @Test
    void when_the_one_without_the_runner_is_killed_the_agent_goes_on() throws Exception {
        agent = throughB().start("auto", "sleep 3 && echo went-$((20+1))");
        throughB().awaitBegun(agent);
        b.kill();
        Fleet throughA = new Fleet(a.api(), repository);
        throughA.awaitTurn(agent, 1);
        assertTrue(throughA.printed(agent).contains("went-21"), throughA.log(agent));
        b.up();
        try (var exec = new Exec(b.api(), agent, command("echo again", ""))) {
            assertEquals(new Frame.Exit(0), exec.end());
        }
    }

    @Tag("long")
    @Test
    void when_the_one_with_the_runner_is_killed_the_other_says_so_and_nothing_is_lost()
            throws Exception {
        agent = throughB().start("auto", "echo one >> runs && sleep 6 && echo ended-$((20+2))");
        throughB().awaitBegun(agent);
        a.kill();

        assertTrue(throughB().events(agent, "turn.given").size() == 1, "history is read");
        try (var exec = new Exec(b.api(), agent, command("true", ""))) {
            String words = exec.end().toString();
            assertTrue(words.contains("is away: the one of " + a.home()), words);
            assertTrue(words.contains("./ratoon up"), words);
        }
        send(b, "cat runs; echo two >> runs");
        assertEquals(1, throughB().agent(agent).path("queued").asInt());
        Eventually.get(
                "a word that its control plane is away",
                () -> throughB().agent(agent).path("doing").asText(),
                doing -> doing.contains("is away: the one of " + a.home()));

        try (var viewer = new Viewer(b.api(), agent)) {
            a.up();
            throughB().awaitTurn(agent, 2);
            assertEquals("finished", throughB().outcome(agent, 1));
            String printed = throughB().printed(agent);
            assertTrue(printed.contains("ended-22\n"), printed);
            assertEquals("one\n", printed.substring(printed.indexOf("ended-22\n") + 9));
            assertEquals(2, throughB().events(agent, "turn.given").size());
            Eventually.get(
                    "live pieces again",
                    () -> {
                        send(b, "# nothing to run");
                        return viewer.hasPiece();
                    },
                    has -> has);
        }
        try (var exec = new Exec(b.api(), agent, command("cat runs", ""))) {
            assertEquals(new Frame.Exit(0), exec.end());
            assertEquals("one\ntwo\n", exec.out());
        }
    }

    @Tag("long")
    @Test
    void a_command_under_way_says_that_it_broke_off_when_the_one_with_the_runner_is_killed()
            throws Exception {
        agent = throughB().start("auto", "true");
        throughB().awaitTurn(agent, 1);
        try (var exec = new Exec(b.api(), agent, command("echo ready; sleep 100", ""))) {
            exec.prints("ready");
            a.kill();
            assertTrue(exec.end().toString().contains("broke off"), "no word");
        }
        a.up();
    }
}
