package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository that asks git to run programs and to go to addresses, upstream and in the workspace:
 * nobody of ours does, from the clone over the checkpoints to the publication.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostileRepositoryIT {
    private static final List<String> HOOKS =
            List.of(
                    "fsmonitor-watchman",
                    "post-checkout",
                    "post-commit",
                    "post-index-change",
                    "pre-commit",
                    "pre-push",
                    "reference-transaction");

    /** Leaves its trace wherever it is run. CANARY stands for where. */
    private static final String CONFIGURATION =
            """
            [core]
                fsmonitor = "touch CANARY; false"
                sshCommand = touch CANARY
                gitProxy = touch CANARY
                attributesFile = /etc/passwd
            [filter "trap"]
                clean = "touch CANARY; cat"
                smudge = "touch CANARY; cat"
                required = true
            [diff]
                external = touch CANARY
            [credential]
                helper = "!touch CANARY"
            [protocol]
                allow = always
            [remote "origin"]
                pushurl = "ext::sh -c touch% CANARY"
            [submodule]
                recurse = true
            """;

    @Inject TestPeople people;
    @TempDir Path directory;
    private Fleet fleet;
    private GitRepository upstream;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        upstream = GitRepository.in(directory);
        fleet = new Fleet(people.owner(), upstream);
    }

    @AfterEach
    void delete() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Test
    void nothing_that_it_names_is_run_and_no_address_of_it_is_visited() throws Exception {
        Path canary = directory.resolve("canary");
        try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            trapUpstream(canary, "http://127.0.0.1:" + door.getLocalPort() + "/latest/meta-data");
            agent = fleet.start("auto", trapWorkspace() + "\necho one > work.txt");
            kept(1);
            say(
                    "ls -d ../canary 2>&1; echo asked"
                            + "\nstat -c 'by %u' ../.checkpoint/taken; id -u"
                            + "\necho two >> work.txt");
            kept(2);
            String printed = fleet.printed(agent);
            assertTrue(printed.contains("No such file or directory\nasked\n"), printed);
            String harness = printed.lines().toList().getLast();
            assertTrue(printed.contains("by " + harness + "\n"), printed);
            assertNotEquals("0", harness, "as the harness's user, who is not root");

            Api api = fleet.api();
            String changes = api.get(path("changes")).body().toString();
            assertTrue(changes.contains("work.txt"), changes);
            String diff = api.get(path("diff?path=work.txt")).raw().body();
            assertTrue(diff.endsWith("+one\n+two\n"), diff);
            publish();
            door.setSoTimeout(100);
            assertThrows(SocketTimeoutException.class, door::accept, "nobody came");
            assertTrue(Files.notExists(canary), "nothing of upstream's was run");

            say("git status 2>&1; ls -d ../canary");
            fleet.awaitTurn(agent, 3);
            String sprung = fleet.printed(agent);
            assertTrue(
                    sprung.endsWith("../canary\n"), "the trap is one for who uses it: " + sprung);
        }
    }

    /** What an upstream can bring: in its own folder, and in what is fetched from it. */
    private void trapUpstream(Path canary, String address) throws Exception {
        Path folder = upstream.folder();
        Files.writeString(folder.resolve(".gitattributes"), "* filter=trap diff=trap\n");
        Files.writeString(
                folder.resolve(".gitmodules"),
                "[submodule \"sub\"]\n\tpath = sub\n\turl = "
                        + address
                        + "\n\tupdate = checkout\n");
        upstream.git("add", "-A");
        upstream.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",sub");
        upstream.git("-c", "user.name=Ada", "-c", "user.email=a@b.example", "commit", "-qm", "two");
        Path git = folder.resolve(".git");
        Files.writeString(
                git.resolve("config"),
                Files.readString(git.resolve("config"))
                        + CONFIGURATION.replace("CANARY", canary.toString()));
        for (String hook : List.of("post-receive", "post-update", "pre-receive", "update")) {
            Path file = git.resolve("hooks").resolve(hook);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\ntouch " + canary + "\n");
            assertTrue(file.toFile().setExecutable(true));
        }
    }

    /** What a harness can plant: in the repository's own git directory. One line, one command. */
    private static String trapWorkspace() {
        String configuration = CONFIGURATION.replace("\"", "\\\"").replace("\n", "\\n");
        return "printf \""
                + configuration.replace("% ", "%% ").replace("CANARY", "$PWD/../canary")
                + "\" >> .git/config"
                + "\nmkdir -p .git/hooks; for hook in "
                + String.join(" ", HOOKS)
                + "; do printf \"#!/bin/sh\\ntouch $PWD/../canary\\n\" > .git/hooks/$hook"
                + "; chmod +x .git/hooks/$hook; done"
                + "\nmkdir -p .git/objects/info; echo /etc > .git/objects/info/alternates";
    }

    private void publish() throws Exception {
        Api api = fleet.api();
        String commit = api.get(path("pull-request")).text("commit");
        var published =
                api.post(
                        path("pull-request"),
                        Map.of("commit", commit, "files", List.of("work.txt")));
        assertEquals(200, published.status(), published.raw()::body);
        String branch = fleet.agent(agent).path("branch").asText();
        upstream.git("cat-file", "-e", branch + ":work.txt");
    }

    private void kept(int turn) throws Exception {
        Eventually.get(
                "a checkpoint of turn " + turn + "\n" + fleet.log(agent),
                () -> fleet.events(agent, "checkpoint.kept").size(),
                count -> count == turn);
    }

    private void say(String text) {
        Map<String, Object> message = Map.of("text", text, "delivery", "queue");
        assertEquals(200, fleet.api().post(path("messages"), message).status());
    }

    private String path(String what) {
        return "/api/agents/" + agent + "/" + what;
    }
}
