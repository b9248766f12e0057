package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces that are lost between two turns, in real sandboxes before the real git gateway. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RestoredIT {
    private static final String WORK =
            """
            echo committed >> README
            git -c user.name=H -c user.email=h@example.invalid commit -qam local
            echo changed >> README; echo new > new.txt; chmod +x new.txt; ln -s nowhere link
            git init -q nested; git -C nested -c user.name=H -c user.email=h@example.invalid commit -q --allow-empty -m in
            """;
    private static final String SHOW =
            "echo [$(cat README) $(readlink link) $(git log --format=%s) $(git status --porcelain)"
                    + " $(git -C nested log --format=%s) $(test -x new.txt && cat new.txt)]";

    @Inject TestPeople people;
    @Inject LogStore log;

    @Inject
    @ConfigProperty(name = "started.home")
    Path home;

    @TempDir Path directory;
    private Fleet fleet;
    private final List<String> started = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() throws Exception {
        for (String agent : started) {
            fleet.api().delete("/api/agents/" + agent);
            awaitDoing(agent, "is deleted");
            if (fleet.events(agent, "runner.connected").stream()
                            .map(event -> event.path("payload").path("outbox").asText())
                            .distinct()
                            .count()
                    == 1) {
                Consistency.check(log, agent);
            }
        }
    }

    private String start(String prompt) throws Exception {
        String agent = fleet.start("auto", prompt);
        started.add(agent);
        fleet.awaitTurn(agent, 1);
        awaitKept(agent, 1);
        return agent;
    }

    private void awaitDoing(String agent, String doing) throws Exception {
        Eventually.get(
                doing + "\n" + fleet.log(agent),
                () -> fleet.agent(agent).path("doing").asText(),
                doing::equals);
    }

    private void awaitKept(String agent, int times) throws Exception {
        Eventually.get(
                "a checkpoint\n" + fleet.log(agent),
                () -> fleet.events(agent, "checkpoint.kept").size(),
                kept -> kept >= times);
    }

    private void say(String agent, String text) {
        Map<String, Object> message = Map.of("text", text, "delivery", "queue");
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/messages", message).status());
    }

    private void lose(String agent, String what) throws Exception {
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        awaitDoing(agent, "is paused");
        Path lost = home.resolve("agents/agents").resolve(agent).resolve(what);
        assertTrue(Files.isDirectory(lost), lost::toString);
        try (Stream<Path> all = Files.walk(lost)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private String notice(String agent) {
        return fleet.events(agent, "notice").getLast().path("payload").path("words").asText();
    }

    @Tag("long")
    @Test
    void all_of_it_comes_back_and_the_agent_goes_on() throws Exception {
        comesBackWithout("workspace");
    }

    @Tag("long")
    @Test
    void all_of_it_comes_back_though_what_the_runner_knew_is_lost_too() throws Exception {
        comesBackWithout("");
    }

    private void comesBackWithout(String lost) throws Exception {
        String agent = start(WORK + SHOW);
        String before = fleet.printed(agent).lines().toList().getLast();
        assertTrue(before.contains("hello committed changed nowhere local one"), before);
        for (int turn = 2; turn < 4; turn++) {
            lose(agent, lost);
            say(agent, SHOW);
            fleet.awaitTurn(agent, turn);
            assertEquals("finished", fleet.outcome(agent, turn));
            assertEquals(before, fleet.printed(agent).lines().toList().getLast());
            assertTrue(
                    notice(agent).contains("restored from the checkpoint of turn " + (turn - 1)),
                    notice(agent));
            awaitKept(agent, turn);
        }
    }

    @Tag("long")
    @Test
    void ignored_files_on_its_environments_list_come_back_and_are_no_change() throws Exception {
        Map<String, Object> asked =
                Map.of("name", "saves", "setup", "true", "save", List.of(".env"));
        assertEquals(201, fleet.api().post("/api/environments", asked).status());
        String agent =
                fleet.start(
                        "auto",
                        "printf '.env\\n*.log\\n' >.gitignore; echo local >.env; echo x >x.log",
                        Map.of("environment", "saves"));
        started.add(agent);
        awaitKept(agent, 1);
        lose(agent, "workspace");
        say(agent, "echo [$(ls -A | grep -v '^.git$' | xargs) $(cat .env)]");
        fleet.awaitTurn(agent, 2);
        assertEquals("[.env .gitignore README local]", fleet.printed(agent).strip());
        String changed = fleet.api().get("/api/agents/" + agent + "/changes").body().toString();
        assertTrue(changed.contains(".gitignore"), changed);
        assertFalse(changed.contains(".env"), changed);
        assertEquals(204, fleet.api().delete("/api/environments/saves").status());
    }

    @Test
    @Tag("long")
    void no_other_agents_sandbox_is_shown_it_or_given_it() throws Exception {
        String agent = start(WORK);
        String commit =
                fleet.events(agent, "checkpoint.kept")
                        .getLast()
                        .path("payload")
                        .path("commit")
                        .asText();
        var prompt = new StringBuilder();
        for (int version : List.of(0, 2)) {
            String git = "git -c protocol.version=" + version;
            prompt.append(git).append(" ls-remote origin\n");
            for (String wanted : List.of(commit, "refs/ratoon/checkpoints/1")) {
                prompt.append(git)
                        .append(" fetch -q origin ")
                        .append(wanted)
                        .append(" 2>&1 && echo GIVEN || echo refused\n");
            }
        }
        String other = start(prompt.toString());
        String said = fleet.printed(other);
        assertFalse(said.contains("GIVEN"), said);
        assertFalse(said.contains("\trefs/ratoon/"), said);
        assertEquals(4, said.split("refused\n", -1).length - 1, said);
    }

    @Test
    void its_own_sandbox_is_shown_the_newest_one_alone() throws Exception {
        String agent = start("echo 1 > one");
        say(agent, "echo 2 > two");
        fleet.awaitTurn(agent, 2);
        awaitKept(agent, 2);
        say(
                agent,
                "git push -q origin HEAD:refs/ratoon/checkpoints/9 HEAD:refs/ratoon/state/9"
                        + " 2>/dev/null && echo TAKEN || :\n"
                        + "git -c protocol.version=0 ls-remote origin 'refs/ratoon/*' | cut -f2\n"
                        + "git -c protocol.version=2 ls-remote origin 'refs/ratoon/*' | cut -f2");
        fleet.awaitTurn(agent, 3);
        String one = "refs/ratoon/checkpoints/2\nrefs/ratoon/state/2\n";
        assertEquals(one + one, fleet.printed(agent));
    }
}
