package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of an agent's work, by the client alone, against a real control plane: published,
 * and read with git where it went; kept, when its agent is deleted.
 */
class WorkIT {
    private static final String KEY = "printf 'key = \"AKIA%s\"\\n' IOSFODNN7EXAMPL3 > key.txt";

    @TempDir static Path folder;
    private static Installation ratoon;
    private static Optional<GitHubHub> hub = Optional.empty();
    private static Path upstream;

    @BeforeAll
    static void start() throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        git(project, "init", "-q", "-b", "main");
        Files.writeString(project.resolve("a.txt"), "one\n");
        git(project, "add", "a.txt");
        git(project, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "one");
        upstream = folder.resolve("pay.git");
        git(folder, "clone", "-q", "--bare", project.toString(), upstream.toString());
        ratoon = new Installation(folder);
        ratoon.with("RATOON_AGENTS_SANDBOXES", "32");
        ratoon.with("RATOON_AGENTS_SANDBOXES_OF_ONE_OWNER", "32");
        hub = GitHubHub.in(Files.createDirectory(folder.resolve("github")));
        if (hub.isPresent()) {
            ratoon.with("RATOON_GITHUB_API_URL", hub.get().url());
            ratoon.with("RATOON_REPOSITORIES_PRIVATE_HOSTS", "localhost");
            ratoon.with("RATOON_JAVA_OPTS", hub.get().options());
        }
        ratoon.up();
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        try (var _ = ratoon) {
            for (JsonNode agent : ratoon.json("list").path("agents")) {
                deleted(agent.path("name").asText());
            }
        } finally {
            if (hub.isPresent()) {
                hub.get().close();
            }
        }
    }

    @Tag("long")
    @Test
    void itIsPublishedIntoAFolderAndWhatIsNextIsSaid() throws Exception {
        String name = kept(upstream.toString(), "echo two >> a.txt");
        String branch = ratoon.json("show", name).path("branch").asText();
        Launched.End unasked = ratoon.ratoon("pr", name);
        assertEquals(2, unasked.exit(), unasked::toString);
        assertTrue(unasked.err().contains("+1 -0     changed   a.txt"), unasked::toString);
        assertTrue(unasked.err().contains("Next: Say it again with --yes"), unasked::toString);
        Launched.End no = ratoon.ratoonOnATerminal("no\n", "pr", name);
        assertEquals(1, no.exit(), no::toString);
        assertTrue(no.out().contains("Nothing was published."), no::toString);
        assertEquals("", git(upstream, "branch", "--list", branch), "nobody said yes");

        Launched.End done = ratoon.ratoon("pr", name, "--yes", "--title", "Say two");
        assertEquals(0, done.exit(), done::toString);
        String commit = git(upstream, "rev-parse", "refs/heads/" + branch);
        assertTrue(
                done.out()
                        .startsWith(
                                branch + " is at " + commit.substring(0, 10) + " in " + upstream),
                done::toString);
        assertTrue(done.out().strip().endsWith(" from " + branch + " by hand."), done::toString);
        assertEquals("one\ntwo", git(upstream, "show", branch + ":a.txt"));
        assertEquals("Say two", git(upstream, "log", "--format=%s", "main.." + branch));
        assertTrue(ratoon.answer("show", name).contains(commit.substring(0, 10)));
    }

    @Tag("long")
    @Test
    void whereThereIsNothingToPublishThatIsSaidWithWhatToDo() throws Exception {
        String name = kept(upstream.toString(), "true");
        refused(
                name,
                "There is nothing in it that main does not have: nothing was pushed.",
                "ratoon send " + name);
        String branch = ratoon.json("show", name).path("branch").asText();
        assertEquals("", git(upstream, "branch", "--list", branch));
    }

    @Test
    void aKeyInItIsPublishedOnlyAfterAYesToItself() throws Exception {
        String name = kept(upstream.toString(), KEY);
        String branch = ratoon.json("show", name).path("branch").asText();
        refused(
                name,
                "key.txt, line 1, has what looks like",
                "Next: Look at each, then say yes to it by its id: ratoon pr --accept ID " + name);
        assertEquals("", git(upstream, "branch", "--list", branch));
        Launched.End no = ratoon.ratoonOnATerminal("yes\nno\n", "pr", name);
        assertEquals(1, no.exit(), no::toString);
        assertTrue(no.out().contains("WARNING key.txt, line 1"), no::toString);
        assertEquals("", git(upstream, "branch", "--list", branch));
        ratoon.answer("pr", name, "--yes", "--accept", "secret:key.txt");
        assertTrue(git(upstream, "show", branch + ":key.txt").contains("AKIA"));
    }

    @Tag("long")
    @Test
    void itIsOpenedAsAPullRequestAndWithoutALoginNot() throws Exception {
        Assumptions.assumeTrue(hub.isPresent(), "emulate needs npm, on Linux and amd64");
        connected();
        String name = kept(hub.get().url() + "/ada/pay", "echo two > b.txt");
        String branch = ratoon.json("show", name).path("branch").asText();
        Launched.End done = ratoon.ratoon("pr", name, "--yes", "--title", "Say two");
        assertEquals(0, done.exit(), done::toString);
        assertTrue(done.out().contains("\nPull request #"), done::toString);
        assertTrue(done.out().contains(" is opened, open:\nhttps://"), done::toString);
        Path there = hub.get().repositories().resolve("ada/pay.git");
        String commit = git(there, "rev-parse", "refs/heads/" + branch);
        assertTrue(done.out().startsWith(branch + " is at " + commit.substring(0, 10)));
        assertEquals("two", git(there, "show", branch + ":b.txt"));
        JsonNode pulls = Json.read(hub.get().pulls("ada/pay"));
        assertEquals(1, pulls.size(), pulls::toString);
        assertEquals(branch, pulls.path(0).path("head").path("ref").asText());
        assertEquals("Say two", pulls.path(0).path("title").asText());

        ratoon.answer("github", "disconnect");
        refused(name, "without a login (HTTP 401)", "(at GitHub: ratoon github connect)");
        assertEquals(commit, git(there, "rev-parse", "refs/heads/" + branch));
    }

    @Test
    @Tag("long")
    void itsBaseItsLabelADraftAndARebaseAreAsTheyWereTyped() throws Exception {
        Assumptions.assumeTrue(hub.isPresent(), "emulate needs npm, on Linux and amd64");
        connected();
        Path there = hub.get().repositories().resolve("acme/tools.git");
        String name =
                kept(
                        hub.get().url() + "/acme/tools",
                        "echo two > two.txt; git add -A; git -c user.name=H"
                                + " -c user.email=h@example.invalid commit -qm two;"
                                + " echo three > three.txt");
        var newer = new ArrayList<>(List.of("-c", "user.name=E", "-c", "user.email=e@b.example"));
        newer.addAll(List.of("commit-tree", "main^{tree}", "-p", "main", "-m", "newer"));
        String next = git(there, newer.toArray(String[]::new));
        git(there, "branch", "next", next);
        Launched.End done =
                ratoon.ratoon(
                        "pr",
                        name,
                        "--base",
                        "next",
                        "--label",
                        "robot",
                        "--draft",
                        "--rebase",
                        "--yes",
                        "--title",
                        "Say three");
        assertEquals(0, done.exit(), done::toString);
        assertTrue(done.out().contains(" is opened, draft:\nhttps://"), done::toString);
        String branch = ratoon.json("show", name).path("branch").asText();
        assertEquals("Say three\ntwo", git(there, "log", "--format=%s", "next.." + branch));
        assertEquals(next, git(there, "rev-parse", branch + "~2"));
        assertEquals("three", git(there, "show", branch + ":three.txt"));
        JsonNode pulls = Json.read(hub.get().pulls("acme/tools"));
        assertEquals(1, pulls.size(), pulls::toString);
        JsonNode pull = pulls.path(0);
        assertEquals(branch, pull.at("/head/ref").asText(), pull::toString);
        assertEquals("next", pull.at("/base/ref").asText(), pull::toString);
        assertTrue(pull.path("draft").asBoolean(), pull::toString);
        assertEquals(List.of("robot"), pull.path("labels").findValuesAsText("name"));
    }

    private static void connected() throws Exception {
        Launched.End connected =
                ratoon.ratoonWith(GitHubHub.TOKEN + "\n", "github", "connect", "--token-stdin");
        assertEquals(0, connected.exit(), connected::toString);
    }

    private static void refused(String name, String why, String next) throws Exception {
        Launched.End end = ratoon.ratoon("pr", name, "--yes");
        assertEquals(1, end.exit(), end::toString);
        assertEquals("", end.out());
        assertTrue(end.err().contains(why), end::toString);
        assertTrue(end.err().contains(next), end::toString);
    }

    @Tag("long")
    @Test
    void whatChangedAfterItsLastCheckpointIsKeptBeforeADeletedOneEnds() throws Exception {
        String name = kept(upstream.toString(), "echo one > early.txt");
        ratoon.answer("exec", name, "--", "sh", "-c", "echo late > late.txt");
        assertFalse(ratoon.answer("diff", name, "--stat").contains("late.txt"));
        deleted(name);
        lastCheckpointIsBeforeTheEnd(name);
        assertTrue(ratoon.answer("diff", name, "late.txt").endsWith("+late\n"));
        assertTrue(ratoon.answer("diff", name, "early.txt").endsWith("+one\n"));
        git(folder, "clone", "-q", upstream.toString(), "mine");
        Launched.End mine = ratoon.ratoonIn(folder.resolve("mine"), "checkout", name);
        assertEquals(0, mine.exit(), mine::toString);
        assertEquals("late\n", Files.readString(folder.resolve("mine/late.txt")));
        ratoon.answer("delete", "--undo", name);
        ratoon.answer("pr", name, "--yes");
        String branch = ratoon.json("show", name).path("branch").asText();
        assertEquals("late", git(upstream, "show", branch + ":late.txt"));
    }

    @Tag("long")
    @Test
    void aTurnThatItsDeletionCutsIsKeptToo() throws Exception {
        String name = started(upstream.toString(), "echo half > half.txt; sleep 864006");
        until(
                "its file",
                () -> ratoon.ratoon("exec", name, "--", "test", "-s", "half.txt").exit() == 0);
        deleted(name);
        lastCheckpointIsBeforeTheEnd(name);
        assertTrue(ratoon.answer("diff", name, "half.txt").endsWith("+half\n"));
    }

    @Test
    @Tag("long")
    void whatChangedAfterItsLastCheckpointIsKeptBeforeAPausedOneEnds() throws Exception {
        String name = kept(upstream.toString(), "echo one > early.txt");
        ratoon.answer("exec", name, "--", "sh", "-c", "echo late > late.txt");
        ratoon.answer("pause", name);
        until("the end of its sandbox", () -> types(name).contains("sandbox.ended"));
        List<String> types = types(name);
        assertTrue(
                types.indexOf("pause.asked") < types.lastIndexOf("checkpoint.kept")
                        && types.lastIndexOf("checkpoint.kept")
                                < types.lastIndexOf("sandbox.ended"),
                types::toString);
        assertTrue(ratoon.answer("diff", name, "late.txt").endsWith("+late\n"));
    }

    /** It is said to be deleted as soon as it is asked for; its sandbox ends after that. */
    private static void lastCheckpointIsBeforeTheEnd(String name) throws Exception {
        until("the end of its sandbox", () -> types(name).contains("sandbox.ended"));
        List<String> types = types(name);
        int deleted = types.indexOf("agent.deleted");
        int kept = types.lastIndexOf("checkpoint.kept");
        int ended = types.lastIndexOf("sandbox.ended");
        assertTrue(deleted >= 0 && deleted < kept && kept < ended, types::toString);
    }

    /** Of all that its log has. */
    private static List<String> types(String name) throws Exception {
        List<String> types = new ArrayList<>();
        for (String line : ratoon.answer("logs", name, "--json").lines().toList()) {
            types.add(Json.read(line).path("type").asText());
        }
        return types;
    }

    /** With its first turn kept. */
    private static String kept(String from, String prompt) throws Exception {
        String name = started(from, prompt);
        until(
                "its first checkpoint",
                () -> ratoon.answer("logs", name).contains("checkpoint of turn 1 kept"));
        return name;
    }

    private static String started(String from, String prompt) throws Exception {
        Launched.End end =
                ratoon.ratoonWith(prompt, "start", "--json", "--repo", from, "--mode", "auto");
        assertEquals(0, end.exit(), end::toString);
        return Json.read(end.out()).path("name").asText();
    }

    private static void deleted(String name) throws Exception {
        ratoon.answer("delete", "--yes", name);
        until(
                "that it is deleted",
                () -> ratoon.json("show", name).path("doing").asText().equals("is deleted"));
    }

    private static void until(String what, Callable<Boolean> so) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (!so.call()) {
            assertTrue(Instant.now().isBefore(end), () -> "never: " + what);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static String git(Path where, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", where.toString()));
        command.addAll(List.of("-c", "safe.directory=*"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), () -> String.join(" ", words) + "\n" + said);
        return said.strip();
    }
}
