package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code in a real sandbox tries at the runner's door and in the directory that both share. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostileHarnessIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private final List<String> agents = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theirLogsAreWhole() throws Exception {
        for (String agent : agents) {
            fleet.api().delete("/api/agents/" + agent);
            Eventually.get(
                    "the end of its sandbox",
                    () -> fleet.agent(agent).path("doing").asText(),
                    doing -> doing.equals("is deleted"));
            Consistency.check(log, agent);
        }
    }

    @Test
    void the_door_leads_to_the_gateways_own_paths_and_nowhere_else() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("GET http://169.254.169.254/latest HTTP/1.1", "400");
        answers.put("GET //169.254.169.254/git/repository.git HTTP/1.1", "404");
        answers.put("CONNECT 10.0.0.1:443 HTTP/1.1", "400");
        answers.put("GET /git/../../etc/passwd HTTP/1.1", "400");
        answers.put("GET /git/%2e%2e/runner/control HTTP/1.1", "400");
        answers.put("GET /runner/control HTTP/1.1", "404");
        answers.put("GET /api/agents HTTP/1.1", "404");
        answers.put("GET /git/other.git/info/refs?service=git-upload-pack HTTP/1.1", "404");
        answers.put("GET /git/repository.git/HEAD HTTP/1.1", "404");
        answers.put(
                "GET /git/repository.git/info/refs?service=git-upload-pack HTTP/1.1\\r\\nX:"
                        + " a\\nAuthorization: Runner x",
                "400");
        answers.put(
                "GET /git/repository.git/info/refs?service=git-upload-pack HTTP/1.1\\r\\n"
                        + "Host: elsewhere\\r\\nAuthorization: Runner x",
                "200");
        String agent =
                started(
                        answers.keySet().stream()
                                .map(HostileHarnessIT::asked)
                                .reduce((one, other) -> one + "\n" + other)
                                .orElseThrow());
        fleet.awaitTurn(agent, 1);
        assertEquals(
                List.copyOf(answers.values()),
                fleet.printed(agent).lines().filter(line -> line.matches("[0-9]{3}")).toList());
    }

    @Test
    void nothing_but_its_own_branch_is_pushed_and_no_other_repository_is_read() throws Exception {
        String agent =
                started(
                        "git -c user.name=x -c user.email=x commit -q --allow-empty -m mine\n"
                                + "git push origin HEAD 2>&1; true\n"
                                + "git push --force origin HEAD:main 2>&1; true\n"
                                + "git push origin :main 2>&1; true\n"
                                + "for v in 0 1 2; do git -c protocol.version=$v ls-remote"
                                + " ${RATOON_GIT_URL}git/other.git 2>&1; done; true\n"
                                + "git ls-remote file:///etc 2>&1; true");
        fleet.awaitTurn(agent, 1);
        String said = fleet.printed(agent);
        assertTrue(said.contains("HEAD -> ratoon/"), said);
        assertEquals(2, said.split("\\(branch\\)", -1).length - 1, said);
        assertEquals(3, said.split("knows one repository", -1).length - 1, said);
    }

    @Tag("long")
    @Test
    void one_that_knocks_without_end_keeps_no_other_from_its_repository() throws Exception {
        String greedy =
                started(
                        "bash -c 'for i in $(seq 60); do exec {f}<>/dev/tcp/127.0.0.1/7071; printf"
                                + " \"POST /git/repository.git/git-upload-pack HTTP/1.1\\r"
                                + "\\n"
                                + "Content-Length: 100\\r"
                                + "\\n"
                                + "\\r"
                                + "\\n"
                                + "0014\" >&$f; done; git ls-remote origin > ../said 2>&1; echo over >>"
                                + " ../said; sleep 300'");
        String second = "until grep -q over ../said; do sleep 0.1; done; cat ../said";
        fleet.awaitBegun(greedy);
        String other = started("cat README");
        fleet.awaitTurn(other, 1);
        assertTrue(fleet.printed(other).contains("hello"), fleet.printed(other));
        assertEquals("working", fleet.state(greedy));
        fleet.api()
                .post(
                        "/api/agents/" + greedy + "/messages",
                        Map.of("text", second, "delivery", "redirect"));
        fleet.awaitTurn(greedy, 2);
        // By its own door or by the gateway, whichever is full first.
        String said = fleet.printed(greedy);
        assertTrue(said.contains("already: wait for one of them to end"), said);
    }

    /** What it breaks is its own, until the next incarnation. */
    @Test
    @Tag("long")
    void sockets_that_are_replaced_mislead_nobody() throws Exception {
        String agent =
                started(
                        "cd /run/ratoon/link && rm hands.sock && ln -s ../doors/control.sock"
                                + " hands.sock && ln -s gateways.sock other && mkdir -p "
                                + "d".repeat(200)
                                + "/e && ls -l");
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("doors/control.sock"), fleet.printed(agent));
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        fleet.await(agent, "paused");
        fleet.api()
                .post(
                        "/api/agents/" + agent + "/messages",
                        Map.of("text", "ls /run/ratoon/link", "delivery", "queue"));
        fleet.awaitTurn(agent, 2);
        assertEquals("finished", fleet.outcome(agent, 2));
    }

    private String started(String prompt) {
        String agent = fleet.start("auto", prompt);
        agents.add(agent);
        return agent;
    }

    /** Prints the status of the answer to this head. */
    private static String asked(String head) {
        return "bash -c 'exec 3<>/dev/tcp/127.0.0.1/7071; printf \"%b\" \""
                + head
                + "\\r\\n\\r\\n\" >&3; head -n 1 <&3 | cut -c 10-12'";
    }
}
