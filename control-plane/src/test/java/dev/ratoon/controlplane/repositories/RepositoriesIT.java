package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.store.GitStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's branch, its checkpoints, and what people see of both, with a real sandbox and git. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RepositoriesIT {
    private static final String COMMIT =
            "git -c user.name=H -c user.email=h@example.invalid commit -qam work";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject GitStore store;
    @Inject Pushes pushes;
    @Inject RepositorySweep sweep;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void delete() {
        if (!agent.isEmpty()) {
            fleet.api().delete("/api/agents/" + agent);
        }
    }

    private JsonNode read(String what) {
        var answer = fleet.api().get("/api/agents/" + agent + "/" + what);
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    private JsonNode event(String type) throws Exception {
        return Eventually.get(
                        type + "\n" + fleet.log(agent),
                        () -> fleet.events(agent, type),
                        events -> !events.isEmpty())
                .getLast()
                .path("payload");
    }

    private void say(String text) {
        Map<String, Object> message = Map.of("text", text, "delivery", "queue");
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/messages", message).status());
    }

    @Test
    void what_it_pushes_to_its_own_branch_is_taken_and_noted() throws Exception {
        agent =
                fleet.start(
                        "auto", "echo more >> README\n" + COMMIT + "\ngit push origin HEAD 2>&1");
        fleet.awaitTurn(agent, 1);
        JsonNode pushed = event("branch.pushed");
        assertEquals(fleet.agent(agent).path("branch"), pushed.path("branch"));
        assertTrue(pushed.path("to").asText().matches("[0-9a-f]{40}"), pushed::toString);
    }

    @Test
    void a_push_elsewhere_is_refused_in_gits_own_output_and_noted_once() throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "echo more >> README\n"
                                + COMMIT
                                + "\ngit push origin HEAD:main 2>&1; true"
                                + "\ngit push origin HEAD:main 2>&1; true"
                                + "\ngit push origin HEAD:refs/tags/v1 2>&1; true");
        fleet.awaitTurn(agent, 1);
        String said = fleet.printed(agent);
        assertTrue(said.contains("[remote rejected] HEAD -> main"), said);
        List<String> refs =
                fleet.events(agent, "push.refused").stream()
                        .map(event -> event.path("payload").path("ref").asText())
                        .toList();
        assertEquals(List.of("refs/heads/main", "refs/tags/v1"), refs);
        assertEquals(List.of(), fleet.events(agent, "branch.pushed"));
    }

    @Tag("long")
    @Test
    void each_turn_is_kept_and_reviewed_by_itself_and_against_the_base() throws Exception {
        agent = fleet.start("auto", "echo more >> README\n" + COMMIT + "\necho x > new.txt");
        fleet.awaitTurn(agent, 1);
        event("checkpoint.kept");
        say("rm README\necho y >> new.txt\necho '<script>alert(1)</script>' > x.html");
        fleet.awaitTurn(agent, 2);
        Eventually.get(
                "the second checkpoint\n" + fleet.log(agent),
                () -> fleet.events(agent, "checkpoint.kept").size(),
                kept -> kept == 2);
        JsonNode changes = read("changes");
        assertEquals(
                "README removed 0 1, new.txt added 2 0, x.html added 1 0",
                told(changes),
                "against the base");
        assertEquals(
                Map.of("files", 3, "added", 3, "removed", 1, "more", false),
                JSON.convertValue(fleet.agent(agent).path("changes"), Map.class),
                "the agent's own view says the same");
        assertEquals(
                "README changed 1 0, new.txt added 1 0", told(read("changes?turn=1")), "turn 1");
        assertEquals(
                "README removed 0 2, new.txt changed 1 0, x.html added 1 0",
                told(read("changes?turn=2")),
                "turn 2");
        assertEquals("work", read("commits").path("commits").path(0).path("subject").asText());
        var lines = fleet.api().get("/api/agents/" + agent + "/diff?turn=2&path=new.txt");
        String diff = lines.raw().body();
        assertTrue(diff.contains("+y"), diff);
        assertFalse(diff.contains("README"), diff);
        JsonNode second = read("changes?turn=2");
        assertEquals(
                second.path("from").asText() + ".." + second.path("to").asText(),
                lines.header("Ratoon-Commits"),
                "of which commits they are");
        assertEquals(404, fleet.api().get("/api/agents/" + agent + "/changes?turn=3").status());
        var file = fleet.api().get("/api/agents/" + agent + "/file?turn=1&path=new.txt").raw();
        assertEquals("x\n", file.body());
        assertEquals(2, file.headers().firstValueAsLong("Content-Length").orElse(-1));
        assertInert(file.headers());
        file = fleet.api().get("/api/agents/" + agent + "/file?path=x.html").raw();
        assertEquals("<script>alert(1)</script>\n", file.body());
        assertInert(file.headers());
    }

    /** No browser makes anything of it but a file on the disk. */
    private static void assertInert(HttpHeaders headers) {
        Map.of(
                        "Content-Disposition", "attachment; filename=\"file\"",
                        "Content-Type", "application/octet-stream",
                        "X-Content-Type-Options", "nosniff",
                        "Content-Security-Policy", "sandbox; default-src 'none'")
                .forEach(
                        (name, value) -> {
                            List<String> all = headers.allValues(name);
                            assertTrue(all.contains(value), name + ": " + all);
                        });
    }

    private static String told(JsonNode changes) {
        var text = new StringBuilder();
        for (JsonNode file : changes.path("files")) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(file.path("path").asText())
                    .append(' ')
                    .append(file.path("change").asText())
                    .append(' ')
                    .append(file.path("added").asInt())
                    .append(' ')
                    .append(file.path("removed").asInt());
        }
        return text.toString();
    }

    @Test
    void names_that_lead_elsewhere_are_no_files_of_it() throws Exception {
        agent = fleet.start("auto", "ln -s /etc/passwd link");
        fleet.awaitTurn(agent, 1);
        event("checkpoint.kept");
        List<String> elsewhere =
                List.of(
                        "..",
                        "../x",
                        "../../HEAD",
                        "./link",
                        "link/",
                        "link/x",
                        "/etc/passwd",
                        "/dev/null",
                        "--output=x",
                        "li\nnk",
                        "link\0");
        for (String name : elsewhere) {
            for (String what : List.of("file", "diff")) {
                var answer = fleet.api().get(named(what, name));
                String said = what + " of " + name + ": " + answer.raw().body();
                assertEquals(404, answer.status(), said);
                assertTrue(answer.text("detail").matches("(There is no such|This) file .+"), said);
            }
        }
        assertEquals("/etc/passwd", fleet.api().get(named("file", "link")).raw().body());
    }

    private String named(String what, String name) {
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return "/api/agents/" + agent + "/" + what + "?path=" + path;
    }

    @Test
    void a_branch_that_is_there_is_gone_on_with_and_reviewed_from_where_it_was() throws Exception {
        fleet.repository().git("switch", "-qc", "fix/login");
        fleet.repository()
                .git(
                        "-c",
                        "user.name=A",
                        "-c",
                        "user.email=a@b",
                        "commit",
                        "-qm",
                        "b",
                        "--allow-empty");
        fleet.repository().git("switch", "-q", "main");
        Map<String, Object> branch = Map.of("branch", "fix/login", "confirmBranch", "fix/login");
        agent =
                fleet.start(
                        "auto",
                        "git branch --show-current\ngit log --format=%s\necho more >> README\n"
                                + COMMIT
                                + "\ngit push origin HEAD 2>&1",
                        branch);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).startsWith("fix/login\nb\none\n"), fleet.printed(agent));
        assertEquals("fix/login", event("branch.pushed").path("branch").asText());
        event("checkpoint.kept");
        assertEquals("README changed 1 0", told(read("changes")));
        assertEquals(1, read("commits").path("commits").size());
        fleet.repository().git("diff", "--quiet", "main", "fix/login");
    }

    @Tag("long")
    @Test
    void what_it_merges_of_a_base_that_was_renamed_is_not_its_own_change() throws Exception {
        agent = fleet.start("auto", "echo mine > mine");
        fleet.awaitTurn(agent, 1);
        GitRepository upstream = fleet.repository();
        upstream.git("branch", "-m", "main", "trunk");
        Files.writeString(upstream.folder().resolve("theirs"), "x\n");
        upstream.git("add", "theirs");
        upstream.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "theirs");
        say("git fetch -q origin && git merge -q --ff-only origin/trunk 2>&1; ls theirs");
        fleet.awaitTurn(agent, 2);
        assertEquals("theirs\n", fleet.printed(agent));
        Eventually.get(
                "the second checkpoint\n" + fleet.log(agent),
                () -> fleet.events(agent, "checkpoint.kept").size(),
                kept -> kept == 2);
        assertEquals("mine added 1 0", told(read("changes")));
    }

    @Test
    void the_default_branch_is_no_branch_to_go_on_with() throws Exception {
        Map<String, Object> branch = Map.of("branch", "main", "confirmBranch", "main");
        agent = fleet.start("auto", "true", branch);
        String why = fleet.await(agent, "failed").path("failure").path("reason").asText();
        assertTrue(why.contains("main is the default branch of"), why);
    }

    @Test
    void before_its_first_checkpoint_there_is_nothing_to_review_and_no_rule_but_known_ones() {
        agent = fleet.start("normal", "true");
        var nothing = fleet.api().get("/api/agents/" + agent + "/changes");
        assertEquals(404, nothing.status());
        assertTrue(
                nothing.body().toString().contains("first checkpoint"), nothing.body()::toString);
        String path = "/api/agents/" + agent + "/allowances";
        assertEquals(422, fleet.api().post(path, Map.of("rule", "branch")).status());
        assertEquals(
                "[\"secrets\"]",
                fleet.api().post(path, Map.of("rule", "secrets")).body().path("rules").toString());
    }

    @Test
    void what_is_allowed_once_is_used_up_with_the_push_that_it_lets_through() {
        agent = fleet.start("normal", "true");
        UUID id = UUID.fromString(agent);
        String path = "/api/agents/" + agent + "/allowances";
        assertEquals(200, fleet.api().post(path, Map.of("rule", "secrets")).status());
        assertTrue(pushes.allows(id, PushRule.SECRETS));
        assertTrue(pushes.allows(id, PushRule.SECRETS), "asking uses nothing up");
        pushes.taken(id, pushed("1"), Set.of(PushRule.SECRETS));
        assertFalse(pushes.allows(id, PushRule.SECRETS));
        assertThrows(
                GitTrouble.class,
                () -> pushes.taken(id, pushed("2"), Set.of(PushRule.SECRETS)),
                "another one that found it allowed at the same time");
        assertEquals(1, fleet.events(agent, "allowance.used").size());
        assertEquals(1, fleet.events(agent, "branch.pushed").size());
    }

    private static List<RefChange> pushed(String digit) {
        return List.of(new RefChange("refs/heads/x", Optional.empty(), digit.repeat(40)));
    }

    @Test
    void a_repository_whose_agent_nobody_knows_is_swept_away_and_a_living_ones_stays()
            throws Exception {
        // Tests before this one had another database, and the folder is theirs.
        Files.deleteIfExists(store.folder().resolve("database"));
        agent = fleet.start("auto", "true");
        fleet.awaitTurn(agent, 1);
        event("checkpoint.kept");
        UUID orphan = UUID.randomUUID();
        Path left = store.folder().resolve("agents").resolve(orphan + ".git");
        fleet.repository().git("clone", "-q", "--bare", ".", left.toString());
        assertTrue(store.agents().containsAll(Set.of(UUID.fromString(agent), orphan)));
        for (int minute = 0; minute < 64; minute++) {
            sweep.sweep(Instant.EPOCH.plus(Duration.ofMinutes(minute)));
        }
        assertFalse(Files.exists(left));
        assertTrue(store.agents().contains(UUID.fromString(agent)));
    }
}
