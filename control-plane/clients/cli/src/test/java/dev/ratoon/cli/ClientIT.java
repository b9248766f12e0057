package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of the client, each as a process, against a real control plane. */
class ClientIT {
    private static final String KEY = "sk-proj-0123456789abcdefghijklmnop";

    @TempDir static Path folder;
    private static Installation ratoon;

    @BeforeAll
    static void start() throws Exception {
        ratoon = new Installation(folder);
        ratoon.up();
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        ratoon.close();
    }

    @Test
    void statusIsForPeopleAndForPrograms() throws Exception {
        String people = ratoon.answer("status");
        assertTrue(people.contains(" at " + ratoon.url() + "\n"), people);
        assertTrue(people.contains("embedded PostgreSQL 18"), people);
        assertTrue(people.contains("MiB are free"), people);
        JsonNode programs = ratoon.json("status");
        assertEquals(ratoon.url(), programs.path("url").asText());
        assertFalse(programs.path("database").path("version").asText().isEmpty());
        assertFalse(people.contains("\u001b"), "colour, and this is no terminal");
    }

    @Test
    void versionNamesBothSides() throws Exception {
        JsonNode versions = ratoon.json("version");
        assertEquals(versions.path("client"), versions.path("server"));
        assertTrue(ratoon.answer("version").startsWith("client "));
    }

    @Test
    void aLinkSignsOneOtherClientInOnce() throws Exception {
        String link = link(ratoon.answer("login", "--no-browser"));
        Installation other = client("other");
        assertTrue(other.answer("login", link).startsWith("Signed in to " + ratoon.url()));
        Path kept = other.home().resolveSibling(".config/ratoon/credentials.json");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        assertTrue(other.json("key", "list").isArray());

        Launched.End again = client("late").ratoon("login", link);
        assertEquals(1, again.exit(), again::toString);
        assertTrue(again.err().contains("ratoon login"), again::toString);
    }

    @Test
    void logoutEndsTheTokenAndForgetsIt() throws Exception {
        Installation other = client("leaver");
        other.answer("login", ratoon.json("login", "--no-browser").path("link").asText());
        Path kept = other.home().resolveSibling(".config/ratoon/credentials.json");
        String token = Json.read(Files.readString(kept)).findValue("token").asText();
        other.answer("logout");
        assertFalse(Files.readString(kept).contains(token));
        notSignedIn(other.with("RATOON_TOKEN", token).ratoon("status"));
    }

    @Test
    void aKeyGoesInThroughTheInputAndNeverComesOut() throws Exception {
        Launched.End added = ratoon.ratoonWith(KEY + "\n", "key", "add", "mistral");
        assertEquals(0, added.exit(), added::toString);
        String people = ratoon.answer("key", "list");
        assertTrue(people.contains("mistral"), people);
        JsonNode programs = ratoon.json("key", "list");
        assertTrue(programs.findValuesAsText("provider").contains("mistral"), programs::toString);
        assertFalse((added + people + programs).contains(KEY));

        ratoon.json("key", "remove", "mistral");
        assertFalse(ratoon.answer("key", "list").contains("mistral"));
    }

    @Test
    void aBackupBringsBackWhatWasThereAndLeavesTheOwnerSignedIn() throws Exception {
        ratoon.answer("team", "add", "before");
        Path file = folder.resolve("here.zip");
        JsonNode written = ratoon.json("backup", file.toString());
        assertEquals(Files.size(file), written.path("bytes").asLong());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        ratoon.answer("team", "add", "after");

        assertTrue(ratoon.json("restore", file.toString(), "--yes").path("rows").asLong() > 0);
        List<String> teams = ratoon.json("team", "list").findValuesAsText("name");
        assertTrue(teams.contains("before") && !teams.contains("after"), teams::toString);
    }

    @Test
    @Tag("long")
    void aBackupIsReadIntoAnotherInstallationAsItsRefusalSays() throws Exception {
        ratoon.ratoonWith(KEY + "\n", "key", "add", "xai");
        Path file = folder.resolve("there.zip");
        ratoon.answer("backup", file.toString());
        try (var second = new Installation(Files.createDirectory(folder.resolve("second")))) {
            Launched up = second.up();
            Launched.End refused = second.ratoon("restore", file.toString(), "--yes");
            assertEquals(1, refused.exit(), refused::toString);
            assertTrue(refused.err().contains("copy secrets.key"), refused::toString);
            up.kill("INT");
            up.end();
            Path key = second.home().resolve("secrets.key");
            Files.delete(key);
            Files.copy(ratoon.home().resolve("secrets.key"), key);
            second.up();
            second.answer("restore", file.toString(), "--yes");
            assertTrue(second.answer("key", "list").contains("xai"));
        }
    }

    @Test
    void aRestoreAsksAndABackupNeverReplaces() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.zip"), "mine");
        Launched.End kept = ratoon.ratoon("backup", file.toString());
        assertEquals(1, kept.exit(), kept::toString);
        assertEquals("mine", Files.readString(file));
        Launched.End unasked = ratoon.ratoon("restore", file.toString());
        assertEquals(2, unasked.exit(), unasked::toString);
        assertTrue(unasked.err().contains("Next: Say it again with --yes"), unasked::toString);
        Launched.End garbage = ratoon.ratoon("restore", file.toString(), "--yes");
        assertEquals(1, garbage.exit(), garbage::toString);
    }

    @Test
    void aSecondUserSignsInAndSeesNothingOfTheFirst() throws Exception {
        ratoon.ratoonWith(KEY + "\n", "key", "add", "deepseek");
        JsonNode invited =
                ratoon.json(
                        "user",
                        "add",
                        "ann",
                        "--display-name",
                        "Ann Other",
                        "--email",
                        "a@b.example");
        Installation ann = client("ann");
        assertTrue(ann.answer("login", invited.path("link").asText()).contains(" as ann."));
        assertEquals("No keys yet. Add one: ratoon key add anthropic\n", ann.answer("key", "list"));
        Launched.End refused = ann.ratoon("user", "add", "bob", "--role", "admin");
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(ratoon.answer("user", "list").contains("Ann Other"));

        String fresh = link(ratoon.answer("user", "link", "ann"));
        ratoon.json("user", "remove", "ann");
        notSignedIn(ann.ratoon("key", "list"));
        assertEquals(1, client("ann2").ratoon("login", fresh).exit());
    }

    @Test
    void aTokenWorksUntilItIsRemoved() throws Exception {
        JsonNode made = ratoon.json("token", "add", "ci", "--role", "viewer");
        Installation ci = client("ci").with("RATOON_TOKEN", made.path("token").asText());
        assertTrue(ci.json("status").has("version"));
        assertEquals(1, ci.ratoon("team", "add", "nope").exit(), "a viewer made a team");
        String list = ratoon.answer("token", "list");
        assertTrue(list.contains("ci"), list);
        assertFalse(list.contains(made.path("token").asText()), list);

        ratoon.json("token", "remove", made.path("about").path("id").asText());
        notSignedIn(ci.ratoon("status"));
    }

    @Test
    void teamsHaveMembers() throws Exception {
        ratoon.json("team", "add", "payments");
        ratoon.json("user", "add", "mia");
        ratoon.json("team", "member", "payments", "mia", "--role", "viewer");
        assertTrue(ratoon.answer("team", "list").contains("mia (viewer)"));
        ratoon.json("team", "member", "payments", "mia", "--remove");
        assertFalse(ratoon.answer("team", "list").contains("mia (viewer)"));
        ratoon.json("team", "remove", "payments");
        assertFalse(ratoon.answer("team", "list").contains("payments"));
    }

    @Test
    void whatIsRefusedIsOneAndWhatIsNotUnderstoodIsTwo() throws Exception {
        Launched.End refused = ratoon.ratoon("team", "remove", "no-such-team", "--json");
        assertEquals(1, refused.exit(), refused::toString);
        assertEquals(404, Json.read(refused.err()).path("status").asInt(), refused::toString);
        for (List<String> words :
                List.of(List.of("frobnicate"), List.of("key"), List.of("status", "--no"))) {
            Launched.End end = ratoon.ratoon(words.toArray(String[]::new));
            assertEquals(2, end.exit(), end::toString);
            assertTrue(end.err().contains("\nNext: "), end::toString);
        }
    }

    @Test
    void whereNothingRunsItIsThree() throws Exception {
        var nothing = new Installation(Files.createDirectory(folder.resolve("nothing")));
        Launched.End here = nothing.ratoon("status");
        assertEquals(3, here.exit(), here::toString);
        assertEquals(
                "Ratoon does not run here (with the data in "
                        + nothing.home()
                        + ").\nNext: ./ratoon up, or name one elsewhere: --url URL\n",
                here.err());
        Launched.End there = nothing.ratoon("status", "--url", nothing.url());
        assertEquals(3, there.exit(), there::toString);
        assertTrue(there.err().startsWith("Nothing answers at " + nothing.url()), there::toString);
    }

    private static void notSignedIn(Launched.End end) {
        assertEquals(4, end.exit(), end::toString);
        assertTrue(end.err().startsWith("You are not signed in to "), end::toString);
        assertTrue(end.err().contains("\nNext: ratoon login LINK"), end::toString);
    }

    /** The first line of what people read. */
    private static String link(String answer) {
        return answer.lines().findFirst().orElseThrow();
    }

    /** A client on another machine: it cannot read the home. */
    private static Installation client(String name) throws Exception {
        return new Installation(Files.createDirectory(folder.resolve(name)))
                .with("RATOON_URL", ratoon.url());
    }
}
